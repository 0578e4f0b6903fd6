import * as tf from '@tensorflow/tfjs-core';

/** Columns of a row of LARS's `scalars`. */
export const LARS_SCALARS = ['learningRate', 'weightDecay'] as const;

interface LarsInputs {
  param: tf.Tensor;
  grad: tf.Tensor;
  /** Momentum buffer. */
  mu: tf.Tensor;
  /** `[P, 2]`, one row per parameter with the columns of `LARS_SCALARS`: what changes from step to step. */
  scalars: tf.Tensor2D;
}

type LarsAttributes = {
  /** The parameter's row of `scalars`. */
  row: number;
  momentum: number;
  eta: number;
  /** Whether decay and the trust ratio apply; off for 1-D parameters, which then follow plain momentum. */
  adapt: boolean;
};

/**
 * One LARS update of one parameter (You et al., 2017): decay is added to the gradient, the sum is scaled by
 * η‖param‖/‖sum‖ (by 1 when either norm is 0), then momentum without dampening. `param`, `grad`, `mu` of one shape →
 * `[param', mu']`. Not differentiable.
 */
export function larsUpdate(
  { param, grad, mu, scalars }: LarsInputs,
  { row, momentum, eta, adapt }: LarsAttributes,
): [tf.Tensor, tf.Tensor] {
  const column = (name: (typeof LARS_SCALARS)[number]): tf.Scalar =>
    tf.reshape(tf.slice(scalars, [row, LARS_SCALARS.indexOf(name)], [1, 1]), []);
  let direction = grad;
  if (adapt) {
    direction = tf.add(grad, tf.mul(param, column('weightDecay')));
    const paramNorm = tf.sqrt(tf.sum(tf.square(param)));
    const directionNorm = tf.sqrt(tf.sum(tf.square(direction)));
    const bothPositive = tf.logicalAnd(tf.greater(paramNorm, 0), tf.greater(directionNorm, 0));
    const ratio = tf.div(
      tf.mul(paramNorm, eta),
      tf.where(bothPositive, directionNorm, tf.onesLike(directionNorm)),
    );
    direction = tf.mul(direction, tf.where(bothPositive, ratio, tf.onesLike(ratio)));
  }
  const newMu = tf.add(tf.mul(mu, momentum), direction);
  return [tf.sub(param, tf.mul(column('learningRate'), newMu)), newMu];
}
