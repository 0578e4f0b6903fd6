import * as tf from '@tensorflow/tfjs-core';

/**
 * @file The three terms of VICReg (Bardes, Ponce, LeCun 2022, arXiv 2105.04906, section 4.1, equations 1 to 5).
 *
 * The paper's Z are n vectors of d dimensions, one per image. Here an image may have several: Z is `[B, P, D]`, B images of
 * P positions. A pooled embedding is one position; a map or a list of matches has one per cell or match. Statistics are
 * taken over the batch at one position, so a term has a value for each of them.
 */

/** ε of equation 2: the root's gradient stays finite where all vectors are equal. */
export const VARIANCE_EPSILON = 1e-4;

/**
 * s(Z, Z′), equation 5, of every image and position: `[B, P, D]` twice → `[B, P]`, whose mean is the term. Divided by D, as
 * the reference does and the paper does not.
 */
export function invariance(z: tf.Tensor3D, other: tf.Tensor3D): tf.Tensor2D {
  return tf.mean(tf.square(tf.sub(z, other)), -1);
}

/** v(Z), equation 1: the mean over dimensions of how far S falls short of 1; `[B, P, D]` → `[P]`, NaN for B = 1. */
export function variance(z: tf.Tensor3D): tf.Tensor1D {
  return tf.mean(tf.relu(tf.sub(1, standardDeviation(z))), -1);
}

/** S, equation 2: √(Var(z) + ε) of every dimension over the batch, with divisor B − 1; `[B, P, D]` → `[P, D]`. */
function standardDeviation(z: tf.Tensor3D): tf.Tensor2D {
  const variance = tf.div(tf.sum(tf.square(centred(z)), 0), tf.scalar(z.shape[0] - 1));
  return tf.sqrt(tf.add(variance, VARIANCE_EPSILON));
}

/** c(Z), equation 4: the squares off the diagonal of C, over D; `[B, P, D]` → `[P]`, NaN for B = 1. */
export function covariance(z: tf.Tensor3D): tf.Tensor1D {
  const dimensions = z.shape[2];
  const offDiagonal = tf.mul(covarianceMatrix(z), tf.sub(1, tf.eye(dimensions)));
  return tf.div(tf.sum(tf.square(offDiagonal), [1, 2]), dimensions);
}

/** C(Z), equation 3: the covariance of the dimensions over the batch; `[B, P, D]` → `[P, D, D]`. */
function covarianceMatrix(z: tf.Tensor3D): tf.Tensor3D {
  const byPosition = tf.transpose(centred(z), [1, 0, 2]);
  return tf.div(tf.matMul(byPosition, byPosition, true, false), tf.scalar(z.shape[0] - 1));
}

function centred(z: tf.Tensor3D): tf.Tensor3D {
  return tf.sub(z, tf.mean(z, 0, true));
}
