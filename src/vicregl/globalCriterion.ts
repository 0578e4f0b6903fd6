import type { ViewLayout } from '../ops/viewLayout';
import type { ViewTermsAttributes } from '../ops/viewTerms';
import { unorderedPairs, viewPairs } from './definition/pairs';

/**
 * The definition's `globalCriterion`, of stacked embeddings, one row per sample and view: what each pair and view counts in
 * the terms. The two orders of a pair attract the same embeddings, so a pair is compared once and counts for both.
 */
export function globalCriterion(layout: ViewLayout): ViewTermsAttributes {
  const views = layout.cells.length;
  const pairs = unorderedPairs(views);
  const each = layout.cells.map(() => 1 / views);
  return {
    ...layout,
    one: pairs.map(({ first }) => first),
    other: pairs.map(({ second }) => second),
    pairShares: pairs.map(({ orders }) => orders / viewPairs(views).length),
    varianceShares: each,
    covarianceShares: each,
  };
}
