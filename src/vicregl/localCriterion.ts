import * as tf from '@tensorflow/tfjs-core';
import type { MatchTermsAttributes } from '../ops/matchTerms';
import { matchWeights } from '../ops/matchWeights';
import type { ViewLayout } from '../ops/viewLayout';
import type { ViewTermsAttributes } from '../ops/viewTerms';
import { MATCH_KINDS } from './definition/matchCounts';
import { thresholdOf, type MatchingOptions } from './definition/matching';
import { viewPairs } from './definition/pairs';
import type { MatchedCells } from './matchedCells';

/** The local terms of stacked maps, as `criterionTerms` takes them. */
interface LocalTerms {
  readonly inputs: { readonly index: tf.Tensor2D; readonly weight?: tf.Tensor2D };
  readonly attributes: { readonly local: MatchTermsAttributes; readonly complete?: ViewTermsAttributes };
}

/**
 * The definition's `localCriterion` of stacked maps, all lists of matches at once. A list counts half for each pair that
 * asks for it, since a pair takes the mean of its two directions.
 *
 * @param matched the result of `matchCells` on these maps.
 */
export function localCriterion(matched: MatchedCells, options: MatchingOptions): LocalTerms {
  const { kinds = MATCH_KINDS } = options;
  const { lists, layout, rows: index } = matched;
  const pairs = viewPairs(layout.cells.length).length;
  const shares = lists.map(({ uses }) => uses / 2 / pairs);
  const local = {
    ...layout,
    from: lists.map(({ from }) => from),
    into: lists.map(({ into }) => into),
    kept: lists.map(({ kept }) => kept),
    shares,
    statistics: !options.fastVarianceCovariance,
  };
  return {
    inputs: { index, ...attractionWeights(matched, shares, options) },
    attributes: {
      local,
      ...(options.fastVarianceCovariance && {
        complete: completeStatistics(layout, kinds.length / MATCH_KINDS.length),
      }),
    },
  };
}

/**
 * What each match counts in the invariance, `[B, S]`: within the threshold of its kind, if there is one, or not at all.
 * Nothing without thresholds, where all matches of a list count the same.
 */
function attractionWeights(
  { lists, distance }: MatchedCells,
  shares: readonly number[],
  options: MatchingOptions,
): { weight?: tf.Tensor2D } {
  const inputs: Record<string, tf.Tensor> = {};
  const thresholds = { embedding: -1, location: -1 };
  for (const kind of options.kinds ?? MATCH_KINDS) {
    const limit = thresholdOf(kind, options);
    if (limit === null) continue;
    thresholds[kind] = Object.keys(inputs).length;
    inputs[`threshold${thresholds[kind]}`] = typeof limit === 'number' ? tf.scalar(limit) : limit;
  }
  if (Object.keys(inputs).length === 0) return {};
  const weight = matchWeights(
    { ...inputs, distance },
    { kept: lists.map(({ kept }) => kept), shares, thresholds: lists.map(({ kind }) => thresholds[kind]) },
  );
  return { weight };
}

/**
 * Variance and covariance of complete maps, without invariance; the definition says why the last view counts twice.
 * @param share of them that counts
 */
function completeStatistics(layout: ViewLayout, share: number): ViewTermsAttributes {
  const views = layout.cells.length;
  return {
    ...layout,
    one: [],
    other: [],
    pairShares: [],
    varianceShares: layout.cells.map(() => share / views),
    covarianceShares: layout.cells.map((_, view) => (view === views - 1 ? (2 * share) / views : 0)),
  };
}
