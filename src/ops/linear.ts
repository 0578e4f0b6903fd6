import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';
import type { Stored } from './precision';

export type Activation = 'none' | 'relu' | 'gelu';

export type LinearInputs = {
  /** `[M, K]`, one sample, cell or pixel per row. */
  x: tf.Tensor;
  /** `[N, K]`, PyTorch's layout of a Linear layer. */
  w: tf.Tensor;
  /** `[N]`; a layer without bias leaves the key out. */
  b?: tf.Tensor;
};

export type LinearAttributes = Stored & { activation: Activation };

/** GELU with the Gaussian's distribution function itself, x Φ(x), not its tanh approximation (Hendrycks and Gimpel, 2016). */
function gelu(x: tf.Tensor): tf.Tensor {
  const doubledPhi = tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)));
  return tf.mul(tf.mul(0.5, x), doubledPhi);
}

/** activation(x wᵀ + b) → `[M, N]`. */
export const linear = defineFusedOp<LinearInputs, LinearAttributes, tf.Tensor>(
  'VicLinear',
  ({ x, w, b }, { activation }) => {
    const product = tf.matMul(x, w, false, true);
    const affine = b === undefined ? product : tf.add(product, b);
    switch (activation) {
      case 'none':
        return affine;
      case 'relu':
        return tf.relu(affine);
      case 'gelu':
        return gelu(affine);
    }
  },
  { single: true },
);
