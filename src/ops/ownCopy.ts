import * as tf from '@tensorflow/tfjs-core';

/** A tensor of its own with the values of `x`; `tf.clone` would share its data, which optimisers may change in place. */
export function ownCopy(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.mul(x, tf.scalar(1, x.dtype as 'float32' | 'int32')));
}
