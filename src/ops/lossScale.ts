import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';

/** Elements of the state of dynamic loss scaling. */
export const LOSS_SCALE_STATE = ['scale', 'goodSteps', 'skippedSteps'] as const;

export interface LossScaleInputs {
  [name: string]: tf.Tensor;
  /** `[3]`, see `LOSS_SCALE_STATE`. */
  state: tf.Tensor1D;
}

export type LossScaleAttributes = {
  /** Steps with finite gradients after which the scale doubles. */
  growthInterval: number;
};

/** Beyond these a scale has no use, and it or its reciprocal would soon leave float32; from 0 it could never grow again. */
export const LARGEST_SCALE = 2 ** 64;
export const SMALLEST_SCALE = 2 ** -64;

/**
 * One step of dynamic loss scaling as PyTorch's GradScaler documents it: `state` and the gradients `grad0`, `grad1`, … of
 * the scaled loss → `control` `[2]` and the new state. `control` holds what gradients are to be multiplied by, one over
 * the scale, and whether the step counts: 1, or 0 where a gradient is infinite or NaN. Then the scale halves; after
 * `growthInterval` good steps it doubles. On WebGPU the state changes in place. Not differentiable.
 */
export const lossScale = defineOp({
  name: 'lossScale',
  composed: (
    inputs: LossScaleInputs,
    { growthInterval }: LossScaleAttributes,
  ): [tf.Tensor1D, tf.Tensor1D] => {
    const { state, ...rest } = inputs;
    const finite = Object.values(rest).map((grad) => tf.all(tf.isFinite(grad)));
    const isGood = tf.all(tf.stack(finite));
    const [scale, good, skipped] = tf.unstack(state) as [tf.Scalar, tf.Scalar, tf.Scalar];
    const counted = tf.add(good, 1);
    const isGrown = tf.greaterEqual(counted, growthInterval);
    const doubled = tf.minimum(tf.mul(scale, 2), LARGEST_SCALE);
    const grown = tf.where(isGrown, doubled, scale);
    const next = tf.stack([
      tf.where(isGood, grown, tf.maximum(tf.mul(scale, 0.5), SMALLEST_SCALE)),
      tf.where(isGood, tf.where(isGrown, tf.zerosLike(counted), counted), tf.zerosLike(counted)),
      tf.where(isGood, skipped, tf.add(skipped, 1)),
    ]);
    const control = tf.stack([tf.reciprocal(scale), tf.cast(isGood, 'float32')]);
    return [control as tf.Tensor1D, next as tf.Tensor1D];
  },
});
