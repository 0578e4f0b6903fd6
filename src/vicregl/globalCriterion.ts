import type * as tf from '@tensorflow/tfjs-core';
import { viewTerms } from '../ops/viewTerms';
import { viewPairs } from './definition/pairs';
import type { StackedViews } from './stackedViews';

/**
 * VICReg on the global embeddings, one row per sample and view: `[3]`, invariance averaged over the pairs of views,
 * variance and covariance averaged over the views (paper, section 3.1; `B` of at least 2).
 */
export function globalCriterion({ rows, layout }: StackedViews): tf.Tensor1D {
  const views = layout.cells.length;
  const pairs = viewPairs(views);
  // The two orders of a pair attract the same embeddings.
  const unordered = pairs.filter(
    ({ first, second }, place) =>
      pairs.findIndex((pair) => pair.first === second && pair.second === first) < place,
  );
  const isBothWays = ({ first, second }: (typeof pairs)[number]): boolean =>
    pairs.some((pair) => pair.first === second && pair.second === first);
  return viewTerms(
    { rows },
    {
      ...layout,
      one: unordered.map(({ first }) => first),
      other: unordered.map(({ second }) => second),
      pairShares: unordered.map((pair) => (isBothWays(pair) ? 2 : 1) / pairs.length),
      varianceShares: layout.cells.map(() => 1 / views),
      covarianceShares: layout.cells.map(() => 1 / views),
    },
  );
}
