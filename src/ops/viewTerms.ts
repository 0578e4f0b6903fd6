import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';
import { covariancePenaltyPerSlot, varianceHingePerSlot, weightedSum } from './statistics';
import { viewCells, type ViewLayout } from './viewLayout';

interface ViewTermsInputs {
  [name: string]: tf.Tensor;
  /** Rows of all views, `[R, D]`. */
  rows: tf.Tensor2D;
}

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

/** A statistic of all slots of the views that count, each view's weighted by its share and averaged over its cells. */
function sumOverSlots(
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
 * VICReg on whole views: `[3]`, invariance, variance and covariance.
 *
 * Invariance: the mean squared difference of each pair of views. Variance and covariance: of each cell of a view over the
 * batch, averaged over its cells. Each pair and view counts its share. Differentiable.
 * Source: paper section 3.1, s, v and c, where a view is one embedding per sample.
 */
export const viewTerms = defineFusedOp<ViewTermsInputs, ViewTermsAttributes, tf.Tensor1D>(
  'VicViewTerms',
  ({ rows }, { one, other, pairShares, varianceShares, covarianceShares, ...layout }) => {
    const views = layout.cells.map((_, view) => viewCells(rows, layout, view));
    const invariances = one.map((view, pair) =>
      tf.mul<tf.Scalar>(tf.mean(tf.square(tf.sub(views[view]!, views[other[pair]!]!))), pairShares[pair]!),
    );
    return tf.stack([
      invariances.length === 0 ? tf.scalar(0) : invariances.reduce((sum, term) => tf.add(sum, term)),
      sumOverSlots(views, varianceShares, varianceHingePerSlot),
      sumOverSlots(views, covarianceShares, covariancePenaltyPerSlot),
    ]) as tf.Tensor1D;
  },
  { single: true },
);
