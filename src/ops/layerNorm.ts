import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';
import type { Stored } from './precision';

export type LayerNormInputs = {
  /** `[..., C]`. */
  x: tf.Tensor;
  /** Scale, `[C]`. */
  gamma: tf.Tensor;
  /** Shift, `[C]`. */
  beta: tf.Tensor;
};

export type LayerNormAttributes = Stored & { eps: number };

/** Normalisation over the last axis with the biased variance (Ba et al., 2016) → the shape of x. */
export const layerNorm = defineFusedOp<LayerNormInputs, LayerNormAttributes, tf.Tensor>(
  'VicLayerNorm',
  ({ x, gamma, beta }, { eps }) => {
    const centred = tf.sub(x, tf.mean(x, -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    const normalised = tf.mul(centred, tf.rsqrt(tf.add(variance, eps)));
    return tf.add(tf.mul(normalised, gamma), beta);
  },
  { single: true },
);
