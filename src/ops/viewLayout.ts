import * as tf from '@tensorflow/tfjs-core';

/**
 * Where the cells of several views lie in one tensor of rows `[R, C]`: cell n of sample b of view v is row
 * `first[v] + b · cells[v] + n`. What went through the networks together need not be taken apart.
 */
export type ViewLayout = {
  /** B, samples per view. */
  batch: number;
  /** First row of each view. */
  first: readonly number[];
  /** Cells per sample of each view. */
  cells: readonly number[];
};

/**
 * Where views lie that come one after the other.
 * @param cells cells per sample of each view.
 * @param order the views in the order of their rows; by number when left out.
 */
export function layoutOf(
  batch: number,
  cells: readonly number[],
  order: readonly number[] = [...cells.keys()],
): ViewLayout {
  const first: number[] = [];
  let end = 0;
  for (const view of order) {
    first[view] = end;
    end += batch * cells[view]!;
  }
  return { batch, first, cells };
}

/** R, the rows of all views. */
export function rowCount({ batch, cells }: ViewLayout): number {
  return batch * cells.reduce((sum, count) => sum + count, 0);
}

/** The rows of one view, `[B, N, C]`. */
export function viewCells(rows: tf.Tensor2D, { batch, first, cells }: ViewLayout, view: number): tf.Tensor3D {
  const [total, channels] = rows.shape;
  const count = batch * cells[view]!;
  const own = count === total ? rows : tf.slice2d(rows, [first[view]!, 0], [count, channels]);
  return tf.reshape(own, [batch, cells[view]!, channels]);
}

/**
 * Rows of each sample as cells of the view that they belong to: `[B, K]` int32.
 * @param views the view of each of the K columns, or the one of all.
 */
export function cellsOfRows(
  rows: tf.Tensor2D,
  { batch, first, cells }: ViewLayout,
  views: readonly number[],
): tf.Tensor2D {
  const before = Array.from({ length: batch }, (_, sample) =>
    views.map((view) => first[view]! + sample * cells[view]!),
  );
  return tf.sub(rows, tf.tensor2d(before, [batch, views.length], 'int32'));
}
