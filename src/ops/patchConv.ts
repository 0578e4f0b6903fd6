import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import type { Stored } from './precision';
import { shared } from './tape';

type PatchConvInputs = {
  /** `[B, H, W, C]`. */
  x: tf.Tensor;
  /** `[O, C, p, p]`. */
  w: tf.Tensor;
  /** `[O]`. */
  b: tf.Tensor;
};

type PatchConvAttributes = Stored & { patch: number };

interface PatchConvParts {
  /** `x` for its shape and precision. */
  inputGradient(
    inputs: { dy: tf.Tensor; w: tf.Tensor; x: tf.Tensor },
    attributes: PatchConvAttributes,
  ): tf.Tensor;
  parameterGradients(
    inputs: { dy: tf.Tensor; x: tf.Tensor },
    attributes: PatchConvAttributes,
  ): [w: tf.Tensor, b: tf.Tensor];
}

/**
 * Convolution whose stride is its size, as ConvNeXt's stem and downsampling layers → `[B, ⌊H/p⌋, ⌊W/p⌋, O]`. Patches
 * do not overlap, so this is one matrix product over patches; rows and columns that fill no patch are left out.
 */
export const patchConv = defineOp({
  name: 'patchConv',
  composed: ({ x, w, b }: PatchConvInputs, { patch }: PatchConvAttributes): tf.Tensor => {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const rows = Math.floor(height / patch);
    const columns = Math.floor(width / patch);
    const whole = tf.slice(x, [0, 0, 0, 0], [batch, rows * patch, columns * patch, channels]);
    const patchRows = tf.reshape(whole, [batch * rows, patch, columns, patch * channels]);
    const patches = tf.reshape(tf.transpose(patchRows, [0, 2, 1, 3]), [-1, patch * patch * channels]);
    const outputs = w.shape[0];
    const filter = tf.reshape(tf.transpose(w, [0, 2, 3, 1]), [outputs, -1]);
    const y = tf.add(tf.matMul(patches, filter, false, true), b);
    return tf.reshape(y, [batch, rows, columns, outputs]);
  },
  saves: ({ x, w }) => ({ x, w }),
  gradient: (given, parts: PatchConvParts, attributes) => {
    const parameters = shared(() => parts.parameterGradients(given, attributes));
    return {
      x: () => parts.inputGradient(given, attributes),
      w: () => parameters()[0],
      b: () => parameters()[1],
    };
  },
});
