import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from '../fusedOp';

interface AttractionInputs {
  [name: string]: tf.Tensor;
  input: tf.Tensor3D;
  candidate: tf.Tensor3D;
  weight?: tf.Tensor2D;
}

/**
 * The invariance term of matched pairs: their mean squared difference.
 *
 * `input`, `candidate` `[B, k, C]` → scalar, the mean over B, k and C. With `weight` `[B, k]` of zeros and ones, a pair of
 * weight 0 leaves the term: the mean is over the pairs that are left, and 0 when none is. Differentiable in `input` and
 * `candidate`, not in `weight`. Source: paper section 3.1, s(Z, Z'), and its matching thresholds (section 3.2).
 */
export const attraction = defineFusedOp(
  'VicAttraction',
  ({ input, candidate, weight }: AttractionInputs, _attributes: Record<string, never>): tf.Scalar => {
    const squared = tf.square(tf.sub(input, candidate));
    if (weight === undefined) return tf.mean(squared);
    const perPair = tf.mean(squared, -1);
    // Weights are 0 or 1, so that a sum below 1 means that no pair is left.
    const pairs = tf.maximum(tf.sum(weight), 1);
    return tf.div(tf.sum(tf.mul(perPair, weight)), pairs);
  },
);
