import type * as tf from '@tensorflow/tfjs-core';
import { viewTerms } from '../ops/viewTerms';
import { unorderedPairs, viewPairs } from './definition/pairs';
import type { StackedViews } from './stackedViews';

/**
 * The definition's `globalCriterion` of stacked embeddings, one row per sample and view: `[3]`. The two orders of a pair
 * attract the same embeddings, so a pair is compared once and counts for both.
 */
export function globalCriterion({ rows, layout }: StackedViews): tf.Tensor1D {
  const views = layout.cells.length;
  const pairs = unorderedPairs(views);
  const each = layout.cells.map(() => 1 / views);
  return viewTerms(
    { rows },
    {
      ...layout,
      one: pairs.map(({ first }) => first),
      other: pairs.map(({ second }) => second),
      pairShares: pairs.map(({ orders }) => orders / viewPairs(views).length),
      varianceShares: each,
      covarianceShares: each,
    },
  );
}
