import { layoutOf, rowCount } from '../viewLayout';
import type { ViewTermsAttributes } from '../viewTerms';

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

/** Variance and covariance of maps. */
export const completeMaps = (
  batch: number,
  cells: readonly number[],
  dimensions: number,
  varianceShares: readonly number[],
  covarianceShares: readonly number[],
) => size(batch, cells, dimensions, { one: [], other: [], pairShares: [], varianceShares, covarianceShares });
