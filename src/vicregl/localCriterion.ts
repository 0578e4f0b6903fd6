import * as tf from '@tensorflow/tfjs-core';
import { matchTerms } from '../ops/matchTerms';
import { matchWeights } from '../ops/matchWeights';
import { viewTerms } from '../ops/viewTerms';
import { MATCH_KINDS } from './definition/matchCounts';
import { thresholdOf, type MatchingOptions } from './definition/matching';
import { viewPairs } from './definition/pairs';
import type { MatchedCells } from './matchedCells';
import type { StackedViews } from './stackedViews';

/**
 * The definition's `localCriterion` of stacked maps, `[3]`, all lists of matches at once. A list counts half for each pair
 * that asks for it, since a pair takes the mean of its two directions.
 *
 * @param matched the result of `matchCells` on these maps.
 */
export function localCriterion(
  maps: StackedViews,
  matched: MatchedCells,
  options: MatchingOptions,
): tf.Tensor1D {
  const { kinds = MATCH_KINDS } = options;
  const { lists, layout, rows: index } = matched;
  const pairs = viewPairs(layout.cells.length).length;
  const kept = lists.map((list) => list.kept);
  const shares = lists.map(({ uses }) => uses / 2 / pairs);
  const terms = matchTerms(
    { rows: maps.rows, index, weight: attractionWeights(matched, shares, options) },
    {
      ...layout,
      from: lists.map(({ from }) => from),
      into: lists.map(({ into }) => into),
      kept,
      shares,
      statistics: !options.fastVarianceCovariance,
    },
  );
  return options.fastVarianceCovariance
    ? tf.add(terms, fastStatistics(maps, kinds.length / MATCH_KINDS.length))
    : terms;
}

/** What each match counts in the invariance, `[B, S]`: within the threshold of its kind, if there is one, or not at all. */
function attractionWeights(
  { lists, distance }: MatchedCells,
  shares: readonly number[],
  options: MatchingOptions,
): tf.Tensor2D {
  const inputs: Record<string, tf.Tensor> = {};
  const thresholds = { embedding: -1, location: -1 };
  for (const kind of options.kinds ?? MATCH_KINDS) {
    const limit = thresholdOf(kind, options);
    if (limit === null) continue;
    thresholds[kind] = Object.keys(inputs).length;
    inputs[`threshold${thresholds[kind]}`] = typeof limit === 'number' ? tf.scalar(limit) : limit;
  }
  return matchWeights(
    { ...inputs, distance },
    { kept: lists.map(({ kept }) => kept), shares, thresholds: lists.map(({ kind }) => thresholds[kind]) },
  );
}

/**
 * Variance and covariance of complete maps, `[3]` with no invariance; the definition says why the last view counts twice.
 * @param share of them that counts
 */
function fastStatistics({ rows, layout }: StackedViews, share: number): tf.Tensor1D {
  const views = layout.cells.length;
  return viewTerms(
    { rows },
    {
      ...layout,
      one: [],
      other: [],
      pairShares: [],
      varianceShares: layout.cells.map(() => share / views),
      covarianceShares: layout.cells.map((_, view) => (view === views - 1 ? (2 * share) / views : 0)),
    },
  );
}
