import * as tf from '@tensorflow/tfjs-core';
import { layoutOf, rowCount } from '../viewLayout';
import { viewTerms, type ViewTermsAttributes } from '../viewTerms';
import { casesOf } from './opCases';

/** Of sums over a few thousand float32 values, in another order. */
export const STATISTICS_TOLERANCE = 5e-5;

/** Spread near 1, so that some columns are above the hinge and some below, around another mean. */
export const shifted = (x: tf.Tensor): tf.Tensor => tf.add(x, 1);

/** An order of rows that is not that of the views. */
export const firstViewLast = (views: number): number[] =>
  Array.from({ length: views }, (_, place) => (place + 1) % views);

const size = (
  batch: number,
  cells: readonly number[],
  dimensions: number,
  shares: Omit<ViewTermsAttributes, 'batch' | 'first' | 'cells'>,
) => {
  const layout = layoutOf(batch, cells, firstViewLast(cells.length));
  return { inputs: { rows: [rowCount(layout), dimensions] }, attributes: { ...layout, ...shares } };
};

/** One embedding a view; the first view attracts all others. */
export const embeddings = (batch: number, views: number, dimensions: number) => {
  const others = Array.from({ length: views - 1 }, (_, i) => i + 1);
  const all = Array.from({ length: views }, (_, view) => view);
  return size(
    batch,
    all.map(() => 1),
    dimensions,
    {
      one: others.map(() => 0),
      other: others,
      pairShares: others.map((view) => 1 / view),
      varianceShares: all.map((view) => 1 / (view + 2)),
      covarianceShares: all.map((view) => 2 / (view + 3)),
    },
  );
};

const maps = (
  batch: number,
  cells: readonly number[],
  dimensions: number,
  varianceShares: readonly number[],
  covarianceShares: readonly number[],
) => size(batch, cells, dimensions, { one: [], other: [], pairShares: [], varianceShares, covarianceShares });

export const viewTermsCases = casesOf(viewTerms, {
  tolerance: STATISTICS_TOLERANCE,
  prepare: (_, rows) => shifted(rows),
  sizes: {
    'two views': embeddings(8, 2, 32),
    'five views': embeddings(5, 5, 17),
    'columns in chunks': embeddings(6, 2, 1030),
    'a large batch of few dimensions': embeddings(200, 2, 12),
    'a large batch of many dimensions': embeddings(130, 2, 140),
    'maps, the last alone for its covariance': maps(4, [9, 4, 3], 20, [0.2, 0.3, 0.5], [0, 0, 2]),
    'maps of a large batch': maps(256, [3, 2], 66, [0.5, 0.5], [0, 1]),
  },
  timed: { '2×32×256': { ...embeddings(32, 2, 256), flops: 2 * 2 * 32 * 256 ** 2 } },
});
