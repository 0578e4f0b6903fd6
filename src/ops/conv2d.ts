import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import type { Activation } from './linear';
import type { Stored } from './precision';
import { shared } from './tape';

type Conv2dInputs = {
  /** `[B, H, W, C]`. */
  x: tf.Tensor;
  /** `[O, C, k, k]`. */
  w: tf.Tensor;
  /** `[O]`; a layer without bias leaves the key out. */
  b?: tf.Tensor | undefined;
};

type Conv2dAttributes = Stored & {
  stride: number;
  padding: number;
  /** None if left out. */
  activation?: Conv2dActivation;
};

export type Conv2dActivation = Extract<Activation, 'none' | 'relu'>;

interface Conv2dParts {
  /** `x` for its shape and precision. */
  inputGradient(inputs: Conv2dInputs & { dy: tf.Tensor }, attributes: Conv2dAttributes): tf.Tensor;
  /** `w` for its shape. */
  filterGradient(inputs: Conv2dInputs & { dy: tf.Tensor }, attributes: Conv2dAttributes): tf.Tensor;
  biasGradient(inputs: { dy: tf.Tensor }): tf.Tensor;
  /** The gradient before the ReLU, whose output is `bent`. */
  activationGradient(
    inputs: { dy: tf.Tensor; bent: tf.Tensor },
    attributes: { activation: 'relu' },
  ): tf.Tensor;
}

/**
 * The cross-correlation of x `[B, H, W, C]` with filter `[k, k, C, O]`. Not every tfjs backend has a kernel for the
 * filter's gradient, but it is a dilated convolution again, so it runs wherever the forward kernel does.
 */
function correlate(x: tf.Tensor, filter: tf.Tensor, stride: number, padding: number): tf.Tensor {
  const run = tf.customGrad((input, weights, save) => {
    (save as tf.GradSaveFunc)([input as tf.Tensor, weights as tf.Tensor]);
    const value = tf.conv2d(
      input as tf.Tensor4D,
      weights as tf.Tensor4D,
      stride,
      padding,
      'NHWC',
      1,
      'floor',
    );
    return {
      value: value,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [x4, filter4] = saved as [tf.Tensor4D, tf.Tensor4D];
        const dy4 = dy as tf.Tensor4D;
        return [
          tf.conv2dTranspose(dy4, filter4, x4.shape, stride, padding, 'floor'),
          filterGradient(dy4, x4, filter4.shape[0], stride, padding),
        ];
      },
    };
  });
  return run(x, filter);
}

/** The padded input, with samples as its channels, correlated with dy as the filter, whose taps lie `stride` apart. */
function filterGradient(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  size: number,
  stride: number,
  padding: number,
): tf.Tensor {
  const side: [number, number] = [padding, padding];
  const image = tf.transpose(tf.pad(x, [[0, 0], side, side, [0, 0]]), [3, 1, 2, 0]);
  const filter = tf.transpose(dy, [1, 2, 0, 3]);
  const taps = tf.conv2d(image, filter, 1, 'valid', 'NHWC', stride);
  // Rows and columns that the stride leaves over show up as further taps.
  const exact = tf.slice(taps, [0, 0, 0, 0], [x.shape[3], size, size, dy.shape[3]]);
  return tf.transpose(exact, [1, 2, 0, 3]);
}

/**
 * Convolution by PyTorch's padding rules, with a bias and a ReLU where they are asked for
 * → `[B, ⌊(H + 2p − k)/s⌋ + 1, ⌊(W + 2p − k)/s⌋ + 1, O]`.
 */
export const conv2d = defineOp({
  name: 'conv2d',
  composed: ({ x, w, b }: Conv2dInputs, { stride, padding, activation }: Conv2dAttributes): tf.Tensor => {
    const product = correlate(x, tf.transpose(w, [2, 3, 1, 0]), stride, padding);
    const affine = b === undefined ? product : tf.add(product, b);
    return activation === 'relu' ? tf.relu(affine) : affine;
  },
  keeps: () => false,
  saves: ({ x, w }, y, _: object, { activation }) => ({
    x,
    w,
    bent: activation === 'relu' ? y : undefined,
  }),
  gradient: ({ dy, x, w, bent }, parts: Conv2dParts, attributes) => {
    const dz = shared(() =>
      bent === undefined ? dy : parts.activationGradient({ dy, bent }, { activation: 'relu' }),
    );
    return {
      x: () => parts.inputGradient({ dy: dz(), x, w }, attributes),
      w: () => parts.filterGradient({ dy: dz(), x, w }, attributes),
      b: () => parts.biasGradient({ dy: dz() }),
    };
  },
});
