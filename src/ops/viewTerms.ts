import * as tf from '@tensorflow/tfjs-core';
import { covariance, invariance, variance } from '../vicregl/definition/vicreg';
import { viewCells, type ViewLayout } from './viewLayout';
import { weightedSum } from './weightedSum';

export type ViewTermsAttributes = ViewLayout & {
  /** Pairs of views with the same number of cells, whose cells attract each other place by place. */
  one: readonly number[];
  other: readonly number[];
  /** What each pair counts. */
  pairShares: readonly number[];
  /** What each view counts in the variance, and in the covariance. */
  varianceShares: readonly number[];
  covarianceShares: readonly number[];
};

/** A statistic of all cells of the views that count, each view's weighted by its share and averaged over its cells. */
function sumOverPositions(
  views: readonly tf.Tensor3D[],
  shares: readonly number[],
  statistic: (x: tf.Tensor3D) => tf.Tensor1D,
): tf.Scalar {
  const counted = views.filter((_, view) => shares[view] !== 0);
  if (counted.length === 0) return tf.scalar(0);
  const weights = views.flatMap(({ shape: [, cells] }, view) =>
    shares[view] === 0 ? [] : Array<number>(cells).fill(shares[view]! / cells),
  );
  return weightedSum(statistic(counted.length === 1 ? counted[0]! : tf.concat3d(counted, 1)), weights);
}

/**
 * VICReg on whole views, whose rows are `[R, D]`: `[3]`, invariance, variance and covariance.
 *
 * Invariance: the mean squared difference of each pair of views. Variance and covariance: of each cell of a view over the
 * batch, averaged over its cells. Each pair and view counts its share.
 * Source: `definition/vicreg.ts`; of one cell a view it is the global criterion.
 */
export function viewTerms(
  rows: tf.Tensor2D,
  { one, other, pairShares, varianceShares, covarianceShares, ...layout }: ViewTermsAttributes,
): tf.Tensor1D {
  const views = layout.cells.map((_, view) => viewCells(rows, layout, view));
  const invariances = one.map((view, pair) =>
    tf.mul<tf.Scalar>(tf.mean(invariance(views[view]!, views[other[pair]!]!)), pairShares[pair]!),
  );
  return tf.stack([
    invariances.length === 0 ? tf.scalar(0) : invariances.reduce((sum, term) => tf.add(sum, term)),
    sumOverPositions(views, varianceShares, variance),
    sumOverPositions(views, covarianceShares, covariance),
  ]) as tf.Tensor1D;
}
