import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import type { Stored } from './precision';
import { shared } from './tape';

type BatchNormInputs = {
  /** `[..., C]`. */
  x: tf.Tensor;
  /** Scale, `[C]`. */
  gamma: tf.Tensor;
  /** Shift, `[C]`. */
  beta: tf.Tensor;
};

type BatchNormAttributes = Stored & { eps: number; relu: boolean };

/** y of the shape of x, and the mean and biased variance of each channel, `[C]`. */
type BatchNormOutputs = [y: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor];

interface BatchNormParts {
  gradients(
    inputs: BatchNormInputs & { dy: tf.Tensor; mean: tf.Tensor; variance: tf.Tensor },
    attributes: BatchNormAttributes,
  ): [x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor];
}

/**
 * Batch normalisation with the statistics of this batch, over all axes but the last, and a ReLU if asked for. The
 * statistics are for running averages: a loss must depend on y only, for kernels pass no gradient through them.
 */
export const batchNorm = defineOp({
  name: 'batchNorm',
  composed: ({ x, gamma, beta }: BatchNormInputs, { eps, relu }: BatchNormAttributes): BatchNormOutputs => {
    const rows = tf.reshape(x, [-1, x.shape.at(-1)!]);
    const mean = tf.mean(rows, 0);
    const centred = tf.sub(rows, mean);
    const variance = tf.mean(tf.square(centred), 0);
    const normalised = tf.mul(centred, tf.rsqrt(tf.add(variance, eps)));
    const affine = tf.reshape(tf.add(tf.mul(normalised, gamma), beta), x.shape);
    return [relu ? tf.relu(affine) : affine, mean, variance];
  },
  saves: (inputs, [, mean, variance]) => ({ ...inputs, mean, variance }),
  gradient: (given, parts: BatchNormParts, attributes) => {
    const all = shared(() => parts.gradients(given, attributes));
    return { x: () => all()[0], gamma: () => all()[1], beta: () => all()[2] };
  },
});
