import * as tf from '@tensorflow/tfjs-core';
import { oneHot } from './oneHot';

/**
 * Picks cells of a map, sample by sample: `map` `[B, N, C]`, `index` `[B, k]` int32 → `[B, k, C]`. The gradient of a cell
 * is the sum over all its uses, in a fixed order: as a product with a one-hot matrix it is the same on every run.
 */
export function gatherCells(map: tf.Tensor3D, index: tf.Tensor2D): tf.Tensor3D {
  return tf.matMul(oneHot(index, map.shape[1]), map);
}
