import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';
import { attraction } from '../vicregl/definition/matching';

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
 * Source: `attraction` of the definition.
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
      const limit = threshold < 0 ? null : (inputs[`threshold${threshold}`] as tf.Scalar);
      return tf.mul<tf.Tensor2D>(attraction(own, limit), shares[list]!);
    });
    return tf.concat2d(weights, 1);
  },
);
