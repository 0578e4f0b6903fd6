import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from '../fusedOp';
import { oneHot } from '../oneHot';

interface GatherCellsInputs {
  [name: string]: tf.Tensor;
  map: tf.Tensor3D;
  index: tf.Tensor2D;
}

/**
 * Picks cells of a map, sample by sample.
 *
 * `map` `[B, N, C]`, `index` `[B, k]` int32 → `[B, k, C]`. The gradient of a cell is the sum over all its uses, in a
 * fixed order: as a product with a one-hot matrix it is the same on every run.
 */
export const gatherCells = defineFusedOp<GatherCellsInputs, Record<string, never>, tf.Tensor3D>(
  'VicGatherCells',
  ({ map, index }) => tf.matMul(oneHot(index, map.shape[1]), map),
);
