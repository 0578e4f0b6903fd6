import * as tf from '@tensorflow/tfjs-core';

/**
 * @file The covariance term of batches too large for one workgroup, as matrix products: over samples (X·Xᵀ) or over
 * dimensions (Xᵀ·X), whichever matrix is smaller. Its gradient is written out, as it needs half of what autodiff does.
 */

/** Each slot's samples, centred over the batch: `[B, S, D]` → `[S, B, D]`. */
function centredSlots(x: tf.Tensor3D): tf.Tensor3D {
  return tf.transpose(tf.sub<tf.Tensor3D>(x, tf.mean(x, 0, true)), [1, 0, 2]);
}

const overSamples = (x: tf.Tensor3D): boolean => x.shape[0] < x.shape[2];

/** What a squared covariance counts beside a square of Xᵀ·X. */
const scaleOf = (x: tf.Tensor3D): number => 1 / (x.shape[0] - 1) ** 2;

/** Σ shareₛ · the sum of squares off the diagonal of slot s's covariance, of x `[B, S, D]`. */
export function largeOffDiagonalEnergy(x: tf.Tensor3D, shares: readonly number[]): tf.Scalar {
  return tf.tidy(() => {
    const centred = centredSlots(x);
    const bySample = overSamples(x);
    const product = tf.matMul(centred, centred, !bySample, bySample);
    const diagonal = tf.sum(tf.square(centred), 1);
    const energies = tf.sub(tf.sum(tf.square(product), [1, 2]), tf.sum(tf.square(diagonal), 1));
    return tf.mul(tf.sum(tf.mul(energies, tf.tensor1d([...shares]))), scaleOf(x));
  });
}

/** Its gradient in x: 4·share·dy·X·offdiag(Xᵀ·X) over (B − 1)². */
export function largeOffDiagonalGradient(
  dy: tf.Scalar,
  x: tf.Tensor3D,
  shares: readonly number[],
): tf.Tensor3D {
  return tf.tidy(() => {
    const centred = centredSlots(x);
    const product = overSamples(x)
      ? tf.matMul(tf.matMul(centred, centred, false, true), centred)
      : tf.matMul(centred, tf.matMul(centred, centred, true, false));
    const diagonal = tf.sum(tf.square(centred), 1, true);
    const offDiagonal = tf.transpose(tf.sub<tf.Tensor3D>(product, tf.mul(centred, diagonal)), [1, 0, 2]);
    const scales = tf.tensor(
      shares.map((share) => 4 * scaleOf(x) * share),
      [1, shares.length, 1],
    );
    return tf.mul(offDiagonal, tf.mul(dy, scales));
  });
}

/** Of the gradients of three terms that of the covariance, as a scalar. */
export const thirdOf = (dy: tf.Tensor): tf.Scalar => tf.reshape(tf.slice(dy, [2], [1]), []);
