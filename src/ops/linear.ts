import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import type { Stored } from './precision';
import { shared } from './tape';

export type Activation = 'none' | 'relu' | 'gelu';

type LinearInputs = {
  /** `[M, K]`, one sample, cell or pixel per row. */
  x: tf.Tensor;
  /** `[N, K]`, PyTorch's layout of a Linear layer. */
  w: tf.Tensor;
  /** `[N]`; a layer without bias leaves the key out. */
  b?: tf.Tensor | undefined;
};

type LinearAttributes = Stored & { activation: Activation };

/** Kept: GELU's derivative, of the shape of the output. */
type LinearKept = { derivative?: tf.Tensor };

interface LinearParts {
  /** dz, the gradient before the activation; `bent` is GELU's derivative or ReLU's output. */
  activationGradient(
    inputs: { dy: tf.Tensor; bent: tf.Tensor },
    attributes: { activation: Exclude<Activation, 'none'> },
  ): tf.Tensor;
  /** `x` for its precision. */
  inputGradient(inputs: { dz: tf.Tensor; w: tf.Tensor; x: tf.Tensor }): tf.Tensor;
  /** dw, and db where there is a bias: `b` for that alone. */
  parameterGradients(inputs: { dz: tf.Tensor; x: tf.Tensor; b?: tf.Tensor | undefined }): tf.Tensor[];
}

/** GELU with the Gaussian's distribution function itself, x Φ(x), not its tanh approximation (Hendrycks and Gimpel, 2016). */
function gelu(x: tf.Tensor): tf.Tensor {
  const doubledPhi = tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)));
  return tf.mul(tf.mul(0.5, x), doubledPhi);
}

/** activation(x wᵀ + b) → `[M, N]`. */
export const linear = defineOp({
  name: 'linear',
  composed: ({ x, w, b }: LinearInputs, { activation }: LinearAttributes): tf.Tensor => {
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
  keeps: ({ activation }) => activation === 'gelu',
  saves: (inputs, y, { derivative }: LinearKept, { activation }) => ({
    ...inputs,
    bent: activation === 'relu' ? y : derivative,
  }),
  gradient: ({ dy, x, w, b, bent }, parts: LinearParts, { activation }) => {
    const dz = shared(() =>
      activation === 'none' ? dy : parts.activationGradient({ dy, bent: bent! }, { activation }),
    );
    const parameters = shared(() => parts.parameterGradients({ dz: dz(), x, b }));
    return {
      x: () => parts.inputGradient({ dz: dz(), w, x }),
      w: () => parameters()[0]!,
      b: () => parameters()[1]!,
    };
  },
});
