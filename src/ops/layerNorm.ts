import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import type { Stored } from './precision';
import { shared } from './tape';

type LayerNormInputs = {
  /** `[..., C]`. */
  x: tf.Tensor;
  /** Scale, `[C]`. */
  gamma: tf.Tensor;
  /** Shift, `[C]`. */
  beta: tf.Tensor;
};

/** Kept: of each row the mean and the reciprocal standard deviation, `[rows, 2]`. */
type LayerNormKept = { statistics: tf.Tensor };

interface LayerNormParts {
  inputGradient(inputs: { dy: tf.Tensor; x: tf.Tensor; gamma: tf.Tensor; statistics: tf.Tensor }): tf.Tensor;
  parameterGradients(inputs: {
    dy: tf.Tensor;
    x: tf.Tensor;
    statistics: tf.Tensor;
  }): [gamma: tf.Tensor, beta: tf.Tensor];
}

/** Normalisation over the last axis with the biased variance (Ba et al., 2016) → the shape of x. */
export const layerNorm = defineOp({
  name: 'layerNorm',
  composed: ({ x, gamma, beta }: LayerNormInputs, { eps }: Stored & { eps: number }): tf.Tensor => {
    const centred = tf.sub(x, tf.mean(x, -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    const normalised = tf.mul(centred, tf.rsqrt(tf.add(variance, eps)));
    return tf.add(tf.mul(normalised, gamma), beta);
  },
  saves: ({ x, gamma }, _, { statistics }: LayerNormKept) => ({ x, gamma, statistics }),
  gradient: (given, parts: LayerNormParts) => {
    const parameters = shared(() => parts.parameterGradients(given));
    return {
      x: () => parts.inputGradient(given),
      gamma: () => parameters()[0],
      beta: () => parameters()[1],
    };
  },
});
