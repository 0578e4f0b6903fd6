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

/** The rows of one view, `[B, N, C]`. */
export function viewCells(rows: tf.Tensor2D, { batch, first, cells }: ViewLayout, view: number): tf.Tensor3D {
  const [total, channels] = rows.shape;
  const count = batch * cells[view]!;
  const own = count === total ? rows : tf.slice2d(rows, [first[view]!, 0], [count, channels]);
  return tf.reshape(own, [batch, cells[view]!, channels]);
}
