import * as tf from '@tensorflow/tfjs-core';
import { layoutOf, type ViewLayout } from '../ops/viewLayout';

/** Rows `[R, C]` of all views in one tensor, and where each view's lie. */
export interface StackedViews {
  readonly rows: tf.Tensor2D;
  readonly layout: ViewLayout;
}

/** Views `[B, N, C]` that were made one by one, in one tensor. */
export function stackViews(views: readonly tf.Tensor3D[]): StackedViews {
  const layout = layoutOf(
    views[0]!.shape[0],
    views.map(({ shape }) => shape[1]),
  );
  const rows = views.map((view) => tf.reshape<tf.Rank.R2>(view, [-1, view.shape[2]]));
  return { rows: rows.length === 1 ? rows[0]! : tf.concat2d(rows, 0), layout };
}
