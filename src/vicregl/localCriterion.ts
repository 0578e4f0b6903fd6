import * as tf from '@tensorflow/tfjs-core';
import { matchTerms } from '../ops/matchTerms';
import { matchWeights } from '../ops/matchWeights';
import { viewTerms } from '../ops/viewTerms';
import type { MatchedCells } from './matchedCells';
import type { MatchingOptions } from './definition/matching';
import { viewPairs } from './definition/pairs';
import type { StackedViews } from './stackedViews';

/**
 * VICReg on matched cells (paper, section 3.2): `[3]`, invariance, variance and covariance. A pair of views contributes
 * half its forward and half its backward matches; matches by embedding and by location are added; the sum is averaged
 * over the 2(V − 1) pairs. With `fastVarianceCovariance`, variance and covariance come from complete maps instead.
 *
 * @param matched the result of `matchCells` on these maps.
 */
export function localCriterion(
  maps: StackedViews,
  matched: MatchedCells,
  options: MatchingOptions,
): tf.Tensor1D {
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
  return options.fastVarianceCovariance ? tf.add(terms, fastStatistics(maps)) : terms;
}

/** What each match counts in the invariance, `[B, S]`: within the threshold of its kind, if there is one, or not at all. */
function attractionWeights(
  { lists, distance }: MatchedCells,
  shares: readonly number[],
  { embeddingThreshold, locationThreshold }: MatchingOptions,
): tf.Tensor2D {
  const limits = { embedding: embeddingThreshold, location: locationThreshold };
  const inputs: Record<string, tf.Tensor> = {};
  const place = { embedding: -1, location: -1 };
  for (const kind of ['embedding', 'location'] as const) {
    const limit = limits[kind];
    if (limit === null) continue;
    place[kind] = Object.keys(inputs).length;
    inputs[`threshold${place[kind]}`] = typeof limit === 'number' ? tf.scalar(limit) : limit;
  }
  return matchWeights(
    { ...inputs, distance },
    { kept: lists.map(({ kept }) => kept), shares, thresholds: lists.map(({ kind }) => place[kind]) },
  );
}

/**
 * Variance and covariance of complete maps. The reference's fast covariance keeps the last view only, as its cells' values
 * plus their mean, over V. Its mean over cells, on which one can train, is twice the mean value.
 */
function fastStatistics({ rows, layout }: StackedViews): tf.Tensor1D {
  const views = layout.cells.length;
  return viewTerms(
    { rows },
    {
      ...layout,
      one: [],
      other: [],
      pairShares: [],
      varianceShares: layout.cells.map(() => 1 / views),
      covarianceShares: layout.cells.map((_, view) => (view === views - 1 ? 2 / views : 0)),
    },
  );
}
