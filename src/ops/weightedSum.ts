import * as tf from '@tensorflow/tfjs-core';

/** Σ weightₚ · xₚ. */
export function weightedSum(x: tf.Tensor1D, weights: readonly number[]): tf.Scalar {
  const equal = weights.every((weight) => weight === weights[0]);
  return equal ? tf.mul(tf.sum(x), weights[0]!) : tf.sum(tf.mul(x, tf.tensor1d([...weights])));
}
