import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import { attraction } from '../vicregl/definition/matching';

type MatchWeightsInputs = {
  [threshold: `threshold${number}`]: tf.Scalar;
  /** `[B, S]`, list by list. */
  distance: tf.Tensor2D;
};

export type MatchWeightsAttributes = {
  /** Matches of each list. */
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
export const matchWeights = defineOp({
  name: 'matchWeights',
  composed: (
    inputs: MatchWeightsInputs,
    { kept, shares, thresholds }: MatchWeightsAttributes,
  ): tf.Tensor2D => {
    const { distance } = inputs;
    const [batch] = distance.shape;
    let position = 0;
    const weights = kept.map((count, list) => {
      const own = tf.slice2d(distance, [0, position], [batch, count]);
      position += count;
      const threshold = thresholds[list]!;
      const limit = threshold < 0 ? null : inputs[`threshold${threshold}`]!;
      return tf.mul<tf.Tensor2D>(attraction(own, limit), shares[list]!);
    });
    return tf.concat2d(weights, 1);
  },
});
