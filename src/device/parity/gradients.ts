import * as tf from '@tensorflow/tfjs-core';

/** Images `[B, 3, H, W]` of the reference as the engine has them, `[B, H, W, 3]`. */
export function toChannelsLast(images: tf.Tensor): tf.Tensor4D {
  return tf.transpose(images, [0, 2, 3, 1]) as tf.Tensor4D;
}

/** The way back. */
export function toChannelsFirst(images: tf.Tensor): tf.Tensor4D {
  return tf.transpose(images, [0, 3, 1, 2]) as tf.Tensor4D;
}

/** Gradients of a scalar function of named tensors. */
export function namedGradients(
  loss: (values: Readonly<Record<string, tf.Tensor>>) => tf.Scalar,
  at: Readonly<Record<string, tf.Tensor>>,
): Record<string, tf.Tensor> {
  const names = Object.keys(at);
  const gradients = tf.grads((...values: tf.Tensor[]) =>
    loss(Object.fromEntries(names.map((name, index) => [name, values[index]!]))),
  )(Object.values(at));
  return Object.fromEntries(names.map((name, index) => [name, gradients[index]!]));
}
