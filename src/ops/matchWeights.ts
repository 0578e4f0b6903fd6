import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';
import { toFloat } from './toFloat';

interface MatchWeightsInputs {
  [name: string]: tf.Tensor;
  /** `[B, S]`, list by list. */
  distance: tf.Tensor2D;
}

export type MatchWeightsAttributes = {
  /** Slots of each list. */
  kept: readonly number[];
  /** What each list counts. */
  shares: readonly number[];
  /** Which threshold ends each list's attraction: n for input `threshold‹n›`, −1 for none. */
  thresholds: readonly number[];
};

/**
 * What each match counts in the invariance term, `[B, S]`: an equal part of its list's share among the matches that are
 * no farther than the list's threshold (scalar inputs `threshold0`, …), 0 for those beyond. Not differentiable.
 * Source: the matching thresholds of the paper's section 3.2.
 */
export const matchWeights = defineFusedOp<MatchWeightsInputs, MatchWeightsAttributes, tf.Tensor2D>(
  'VicMatchWeights',
  (inputs, { kept, shares, thresholds }) => {
    const { distance } = inputs;
    const [batch] = distance.shape;
    let slot = 0;
    const weights = kept.map((count, list) => {
      const own = tf.slice2d(distance, [0, slot], [batch, count]);
      slot += count;
      const threshold = thresholds[list]!;
      if (threshold < 0) return tf.fill([batch, count], shares[list]! / (batch * count));
      const near = toFloat(tf.lessEqual(own, inputs[`threshold${threshold}`]!));
      // Zeros and ones, so that a sum below 1 means that no match is left.
      return tf.div<tf.Tensor2D>(tf.mul(near, shares[list]!), tf.maximum(tf.sum(near), 1));
    });
    return tf.concat2d(weights as tf.Tensor2D[], 1);
  },
);
