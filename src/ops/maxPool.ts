import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';
import type { Stored } from './precision';

/** ResNet's 3 × 3 max-pool with stride 2 and padding 1: x `[B, H, W, C]` → `[B, ⌈H/2⌉, ⌈W/2⌉, C]`. */
export const maxPool = defineFusedOp<{ x: tf.Tensor }, Stored, tf.Tensor>(
  'VicMaxPool',
  ({ x }) => tf.maxPool(x as tf.Tensor4D, 3, 2, 1, 'floor'),
  { single: true },
);
