import * as tf from '@tensorflow/tfjs-core';
import { covariance, invariance, variance } from '../vicregl/definition/vicreg';
import { pickMatched, type PickMatchedAttributes } from './pickMatched';
import { weightedSum } from './weightedSum';

export type MatchTermsInputs = {
  /** Map embeddings of all views, `[R, C]`. */
  rows: tf.Tensor2D;
  /** Rows of the matched cells, `[B, 2S]` int32, see `bestMatches`: those that look in a list are different ones. */
  index: tf.Tensor2D;
  /** What each match counts in the invariance term, `[B, S]`, see `matchWeights`; left out, those of a list count the same. */
  weight?: tf.Tensor2D | undefined;
};

export type MatchTermsAttributes = PickMatchedAttributes & {
  /** What each list counts. */
  shares: readonly number[];
  /** Whether variance and covariance are wanted, or 0. */
  statistics: boolean;
};

/** One value per match of each list. */
const perMatch = (kept: readonly number[], value: (list: number) => number): number[] =>
  kept.flatMap((count, list) => Array<number>(count).fill(value(list)));

/**
 * VICReg on matched cells: `[3]`, invariance, variance and covariance.
 *
 * Invariance: the squared differences of matched cells, averaged over channels, weighted by `weight`. Variance and
 * covariance: of each position in the lists over the batch, averaged over a list's positions and both of its sides, weighted
 * by its share. Source: `matchedTerms` of the definition's local criterion, summed over the lists.
 */
export function matchTerms(inputs: MatchTermsInputs, attributes: MatchTermsAttributes): tf.Tensor1D {
  const { kept, shares, statistics } = attributes;
  const cells = pickMatched({ rows: inputs.rows, index: inputs.index }, attributes);
  const [looking, seen] = tf.split<tf.Tensor3D>(cells, 2, 1) as [tf.Tensor3D, tf.Tensor3D];
  const [batch] = inputs.index.shape;
  const weight = inputs.weight ?? tf.tensor1d(perMatch(kept, (list) => shares[list]! / batch / kept[list]!));
  const attracted = tf.sum(tf.mul(invariance(looking, seen), weight));
  if (!statistics) return tf.concat1d([tf.reshape(attracted, [1]), tf.zeros([2])]);
  const halves = perMatch(
    [...kept, ...kept],
    (side) => shares[side % kept.length]! / kept[side % kept.length]! / 2,
  );
  return tf.stack([
    attracted,
    weightedSum(variance(cells), halves),
    weightedSum(covariance(cells), halves),
  ]) as tf.Tensor1D;
}
