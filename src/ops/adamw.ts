import * as tf from '@tensorflow/tfjs-core';

/** Columns of a row of AdamW's `scalars`. */
export const ADAMW_SCALARS = ['learningRate', 'biasCorrection1', 'biasCorrection2', 'weightDecay'] as const;

interface AdamWInputs {
  param: tf.Tensor;
  grad: tf.Tensor;
  /** Running mean of the gradient. */
  m: tf.Tensor;
  /** Running mean of the squared gradient. */
  v: tf.Tensor;
  /** `[P, 4]`, one row per parameter with the columns of `ADAMW_SCALARS`: what changes from step to step. */
  scalars: tf.Tensor2D;
}

type AdamWAttributes = {
  /** The parameter's row of `scalars`. */
  row: number;
  beta1: number;
  beta2: number;
  epsilon: number;
};

/**
 * One AdamW update of one parameter (Loshchilov and Hutter, 2019): decoupled decay, then the bias-corrected Adam step
 * with ε outside the root. `param`, `grad`, `m`, `v` of one shape → `[param', m', v']`. Not differentiable.
 */
export function adamwUpdate(
  { param, grad, m, v, scalars }: AdamWInputs,
  { row, beta1, beta2, epsilon }: AdamWAttributes,
): [tf.Tensor, tf.Tensor, tf.Tensor] {
  const column = (name: (typeof ADAMW_SCALARS)[number]): tf.Scalar =>
    tf.reshape(tf.slice(scalars, [row, ADAMW_SCALARS.indexOf(name)], [1, 1]), []);
  const learningRate = column('learningRate');
  const newM = tf.add(tf.mul(m, beta1), tf.mul(grad, 1 - beta1));
  const newV = tf.add(tf.mul(v, beta2), tf.mul(tf.square(grad), 1 - beta2));
  const root = tf.add(tf.div(tf.sqrt(newV), tf.sqrt(column('biasCorrection2'))), epsilon);
  const stepSize = tf.div(learningRate, column('biasCorrection1'));
  const decayed = tf.mul(param, tf.sub(1, tf.mul(learningRate, column('weightDecay'))));
  return [tf.sub(decayed, tf.mul(stepSize, tf.div(newM, root))), newM, newV];
}
