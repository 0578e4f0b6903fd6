import * as tf from '@tensorflow/tfjs-core';

/**
 * Booleans or integers as float32 values. On WebGPU `tf.cast` alone keeps the buffer and changes its label; tfjs's own
 * kernels look the buffer's type up, but ours, which take float32 for float32, would read integers as bits.
 */
export function toFloat<T extends tf.Tensor>(x: T): T {
  return tf.mul(tf.cast(x, 'float32'), 1);
}
