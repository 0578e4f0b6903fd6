import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import type { Stored } from './precision';
import { shared } from './tape';

type DepthwiseConvInputs = {
  /** `[B, H, W, C]`. */
  x: tf.Tensor;
  /** `[C, 1, 7, 7]`. */
  w: tf.Tensor;
  /** `[C]`. */
  b: tf.Tensor;
};

interface DepthwiseConvParts {
  /** `x` for its precision. */
  inputGradient(inputs: { dy: tf.Tensor; w: tf.Tensor; x: tf.Tensor }): tf.Tensor;
  filterGradients(inputs: { dy: tf.Tensor; x: tf.Tensor }): [w: tf.Tensor, b: tf.Tensor];
}

/** Zeros on each side of the map, so that a 7 × 7 filter keeps its size. */
const PADDING = 3;

/**
 * The cross-correlation of x `[B, H, W, C]` with filter `[7, 7, C, 1]`. Some tfjs backends have no gradient kernels
 * for it, but both gradients are depthwise convolutions again, so these run wherever the forward kernel does.
 */
const correlate = tf.customGrad((x, filter, save) => {
  (save as tf.GradSaveFunc)([x as tf.Tensor, filter as tf.Tensor]);
  return {
    value: tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, PADDING),
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [input, weights] = saved as [tf.Tensor4D, tf.Tensor4D];
      return [inputGradient(dy as tf.Tensor4D, weights), filterGradient(dy as tf.Tensor4D, input)];
    },
  };
});

/** Every output returns to the inputs it saw: the same convolution with the filter turned by half a turn. */
function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor {
  return tf.depthwiseConv2d(dy, tf.reverse(filter, [0, 1]), 1, PADDING);
}

/** The padded input correlated with dy as the filter, one channel per sample and channel, summed over samples. */
function filterGradient(dy: tf.Tensor4D, x: tf.Tensor4D): tf.Tensor {
  const [batch, height, width, channels] = dy.shape;
  const side: [number, number] = [PADDING, PADDING];
  const padded = tf.pad(x, [[0, 0], side, side, [0, 0]]);
  const image = tf.reshape<tf.Rank.R4>(tf.transpose(padded, [1, 2, 0, 3]), [
    1,
    height + 2 * PADDING,
    width + 2 * PADDING,
    batch * channels,
  ]);
  const filter = tf.reshape<tf.Rank.R4>(tf.transpose(dy, [1, 2, 0, 3]), [height, width, batch * channels, 1]);
  const perSample = tf.depthwiseConv2d(image, filter, 1, 'valid');
  const size = 2 * PADDING + 1;
  return tf.reshape(tf.sum(tf.reshape(perSample, [size, size, batch, channels]), 2), [
    size,
    size,
    channels,
    1,
  ]);
}

/** ConvNeXt's 7 × 7 depthwise convolution with padding 3 and stride 1 → the shape of x. */
export const depthwiseConv = defineOp({
  name: 'depthwiseConv',
  composed: ({ x, w, b }: DepthwiseConvInputs, _: Stored): tf.Tensor =>
    tf.add(correlate(x, tf.transpose(w, [2, 3, 0, 1])), b),
  saves: ({ x, w }) => ({ x, w }),
  gradient: (given, parts: DepthwiseConvParts) => {
    const filter = shared(() => parts.filterGradients(given));
    return { x: () => parts.inputGradient(given), w: () => filter()[0], b: () => filter()[1] };
  },
});
