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

/** scale · the sum of squares off the diagonal of each slot's Xᵀ·X, over all slots. */
export function largeOffDiagonalEnergy(x: tf.Tensor3D, scale: number): tf.Scalar {
  return tf.tidy(() => {
    const centred = centredSlots(x);
    const bySample = overSamples(x);
    const product = tf.matMul(centred, centred, !bySample, bySample);
    const diagonal = tf.sum(tf.square(centred), 1);
    return tf.mul(scale, tf.sub(tf.sum(tf.square(product)), tf.sum(tf.square(diagonal))));
  });
}

/** Its gradient in x: 4·scale·dy·X·offdiag(Xᵀ·X). */
export function largeOffDiagonalGradient(dy: tf.Scalar, x: tf.Tensor3D, scale: number): tf.Tensor3D {
  return tf.tidy(() => {
    const centred = centredSlots(x);
    const product = overSamples(x)
      ? tf.matMul(tf.matMul(centred, centred, false, true), centred)
      : tf.matMul(centred, tf.matMul(centred, centred, true, false));
    const diagonal = tf.sum(tf.square(centred), 1, true);
    const offDiagonal = tf.transpose(tf.sub<tf.Tensor3D>(product, tf.mul(centred, diagonal)), [1, 0, 2]);
    return tf.mul(offDiagonal, tf.mul(dy, 4 * scale));
  });
}
