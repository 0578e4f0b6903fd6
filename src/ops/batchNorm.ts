import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';
import type { Stored } from './precision';

export type BatchNormInputs = {
  /** `[..., C]`. */
  x: tf.Tensor;
  /** Scale, `[C]`. */
  gamma: tf.Tensor;
  /** Shift, `[C]`. */
  beta: tf.Tensor;
};

export type BatchNormAttributes = Stored & { eps: number; relu: boolean };

/** y of the shape of x, and the mean and biased variance of each channel, `[C]`. */
export type BatchNormOutputs = [y: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor];

/**
 * Batch normalisation with the statistics of this batch, over all axes but the last, and a ReLU if asked for. The
 * statistics are for running averages: a loss must depend on y only, for kernels pass no gradient through them.
 */
export const batchNorm = defineFusedOp<BatchNormInputs, BatchNormAttributes, BatchNormOutputs>(
  'VicBatchNorm',
  ({ x, gamma, beta }, { eps, relu }) => {
    const rows = tf.reshape(x, [-1, x.shape.at(-1)!]);
    const mean = tf.mean(rows, 0);
    const centred = tf.sub(rows, mean);
    const variance = tf.mean(tf.square(centred), 0);
    const normalised = tf.mul(centred, tf.rsqrt(tf.add(variance, eps)));
    const affine = tf.reshape(tf.add(tf.mul(normalised, gamma), beta), x.shape);
    return [relu ? tf.relu(affine) : affine, mean, variance];
  },
);
