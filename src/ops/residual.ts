import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';
import type { Stored } from './precision';

export type ResidualInputs = {
  /** `[B, ..., C]`. */
  x: tf.Tensor;
  /** What the block adds, of the shape of x. */
  branch: tf.Tensor;
  /** Layer scale, `[C]`; left out where a block has none. */
  gamma?: tf.Tensor;
  /** Drop path, `[B]`: 0 for a dropped sample, 1 / (keep probability) for the others; left out where nothing is dropped. */
  keep?: tf.Tensor;
};

/** x + branch · gamma · keep[sample] → the shape of x. */
export const residual = defineFusedOp<ResidualInputs, Stored, tf.Tensor>(
  'VicResidual',
  ({ x, branch, gamma, keep }) => {
    const scaled = gamma === undefined ? branch : tf.mul(branch, gamma);
    if (keep === undefined) return tf.add(x, scaled);
    const perSample = tf.reshape(keep, [-1, ...x.shape.slice(1).map(() => 1)]);
    return tf.add(x, tf.mul(scaled, perSample));
  },
  { single: true },
);
