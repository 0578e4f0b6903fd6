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

type LayerNormAttributes = Stored & {
  eps: number;
  /** Whether a ReLU follows; none if left out. */
  relu?: boolean;
};

interface LayerNormParts {
  gradients(
    inputs: LayerNormInputs & { dy: tf.Tensor; statistics: tf.Tensor },
    attributes: LayerNormAttributes,
  ): [x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor];
}

/** Normalisation over the last axis with the biased variance (Ba et al., 2016), and a ReLU if asked for → the shape of x. */
export const layerNorm = defineOp({
  name: 'layerNorm',
  composed: ({ x, gamma, beta }: LayerNormInputs, { eps, relu = false }: LayerNormAttributes): tf.Tensor => {
    const centred = tf.sub(x, tf.mean(x, -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    const normalised = tf.mul(centred, tf.rsqrt(tf.add(variance, eps)));
    const affine = tf.add(tf.mul(normalised, gamma), beta);
    return relu ? tf.relu(affine) : affine;
  },
  saves: (inputs, _, { statistics }: LayerNormKept) => ({ ...inputs, statistics }),
  gradient: (given, parts: LayerNormParts, attributes) => {
    const all = shared(() => parts.gradients(given, attributes));
    return { x: () => all()[0], gamma: () => all()[1], beta: () => all()[2] };
  },
});
