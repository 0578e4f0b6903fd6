import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';

/** The mean over the cells of a map: x `[B, N, C]` → `[B, C]`. */
export const meanCells = defineFusedOp<{ x: tf.Tensor }, Record<string, never>, tf.Tensor>(
  'VicMeanCells',
  ({ x }) => tf.mean(x, 1),
);
