import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from '../fusedOp';

interface CovariancePenaltyInputs {
  [name: string]: tf.Tensor;
  x: tf.Tensor3D;
}

/**
 * Squared off-diagonal entries of each slot's covariance over the batch (divisor B − 1), summed and divided by D:
 * `x` `[B, S, D]` → `[S]`. The reference's fast variant reports this vector.
 */
export function covariancePenaltyPerSlot(x: tf.Tensor3D): tf.Tensor1D {
  const [batch, , dimensions] = x.shape;
  const centred = tf.transpose(tf.sub<tf.Tensor3D>(x, tf.mean(x, 0, true)), [1, 0, 2]);
  const covariance = tf.div(tf.matMul(centred, centred, true, false), tf.scalar(batch - 1));
  const offDiagonal = tf.mul(covariance, tf.sub(1, tf.eye(dimensions)));
  return tf.div(tf.sum(tf.square(offDiagonal), [1, 2]), dimensions);
}

/**
 * The covariance term: how much the dimensions tell the same.
 *
 * `x` `[B, S, D]` → scalar, the mean over slots of `covariancePenaltyPerSlot`; NaN for a batch of one. Differentiable.
 * Source: paper section 3.1, c(Z).
 */
export const covariancePenalty = defineFusedOp<CovariancePenaltyInputs, Record<string, never>, tf.Scalar>(
  'VicCovariancePenalty',
  ({ x }) => tf.mean(covariancePenaltyPerSlot(x)),
  { single: true },
);
