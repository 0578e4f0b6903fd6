import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from '../fusedOp';

interface VarianceHingeInputs {
  [name: string]: tf.Tensor;
  x: tf.Tensor3D;
}

/** Added to the variance before the root, so that its gradient stays finite at collapse (paper, section 3.1). */
export const VARIANCE_EPSILON = 1e-4;

/**
 * The variance term: how far the spread of each dimension over the batch falls short of 1.
 *
 * `x` `[B, S, D]` → scalar, the mean over slots and dimensions of max(0, 1 − √(var + 1e-4)), with the unbiased variance over
 * the batch; NaN for a batch of one. Differentiable. Source: paper section 3.1, v(Z).
 */
export const varianceHinge = defineFusedOp<VarianceHingeInputs, Record<string, never>, tf.Scalar>(
  'VicVarianceHinge',
  ({ x }) => {
    const centred = tf.sub(x, tf.mean(x, 0, true));
    const variance = tf.div(tf.sum(tf.square(centred), 0), tf.scalar(x.shape[0] - 1));
    return tf.mean(tf.relu(tf.sub(1, tf.sqrt(tf.add(variance, VARIANCE_EPSILON)))));
  },
);
