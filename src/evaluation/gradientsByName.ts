import * as tf from '@tensorflow/tfjs-core';

/**
 * A loss and its gradients by the parameters' own names, which tfjs does not know. A parameter that the loss does not
 * depend on has none. The caller disposes of both, or tidies.
 */
export function gradientsByName(
  loss: () => tf.Scalar,
  trainable: Readonly<Record<string, tf.Variable>>,
): { value: tf.Scalar; grads: Record<string, tf.Tensor> } {
  const { value, grads } = tf.variableGrads(loss, Object.values(trainable));
  const found = Object.entries(trainable).filter(([, { name }]) => grads[name] !== undefined);
  return { value, grads: Object.fromEntries(found.map(([own, { name }]) => [own, grads[name]!])) };
}
