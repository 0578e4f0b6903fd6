import * as tf from '@tensorflow/tfjs-core';

/** @file The variance and covariance terms (paper, section 3.1) slot by slot, in stock ops. */

/** Added to the variance before the root, so that its gradient stays finite at collapse (paper, section 3.1). */
export const VARIANCE_EPSILON = 1e-4;

const centre = (x: tf.Tensor3D): tf.Tensor3D => tf.sub(x, tf.mean(x, 0, true));

/**
 * How far the spread of each dimension over the batch falls short of 1: `x` `[B, S, D]` → `[S]`, the mean over dimensions
 * of max(0, 1 − √(var + 1e-4)), with the unbiased variance over the batch; NaN for a batch of one. v(Z) of the paper.
 */
export function varianceHingePerSlot(x: tf.Tensor3D): tf.Tensor1D {
  const variance = tf.div(tf.sum(tf.square(centre(x)), 0), tf.scalar(x.shape[0] - 1));
  return tf.mean(tf.relu(tf.sub(1, tf.sqrt(tf.add(variance, VARIANCE_EPSILON)))), -1);
}

/**
 * Squared off-diagonal entries of each slot's covariance over the batch (divisor B − 1), summed and divided by D:
 * `x` `[B, S, D]` → `[S]`; NaN for a batch of one. c(Z) of the paper; the reference's fast variant reports this vector.
 */
export function covariancePenaltyPerSlot(x: tf.Tensor3D): tf.Tensor1D {
  const [batch, , dimensions] = x.shape;
  const centred = tf.transpose(centre(x), [1, 0, 2]);
  const covariance = tf.div(tf.matMul(centred, centred, true, false), tf.scalar(batch - 1));
  const offDiagonal = tf.mul(covariance, tf.sub(1, tf.eye(dimensions)));
  return tf.div(tf.sum(tf.square(offDiagonal), [1, 2]), dimensions);
}

/** Σ weightₛ · xₛ. */
export function weightedSum(x: tf.Tensor1D, weights: readonly number[]): tf.Scalar {
  const equal = weights.every((weight) => weight === weights[0]);
  return equal ? tf.mul(tf.sum(x), weights[0]!) : tf.sum(tf.mul(x, tf.tensor1d([...weights])));
}
