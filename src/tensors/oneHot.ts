import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from './toFloat';

/** `index` `[..., k]` → `[..., k, depth]` of 0 and 1, float32. Unlike tfjs's own it allows a depth of 1, a map of one cell. */
export function oneHot(index: tf.Tensor, depth: number): tf.Tensor {
  return toFloat(tf.equal(tf.expandDims(index, -1), tf.range(0, depth, 1, 'int32')));
}
