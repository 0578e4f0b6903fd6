import type { MatchSnapshot, SnapshotView } from '../../../reports/matches';
import { closest, distancesFrom, rankOf, type CellVectors } from './nearest';
import { cellCount, cellShowing, placeOn, type ViewPoint } from '../../../augment/viewGeometry';
import { missOf, sourceOf, type Miss } from '../../../reports/verdict';

/** @file One cell asked about: how similar every cell of the other view is to it, and what would be right. */

export type ViewIndex = 0 | 1;

/** Which vectors of a cell are compared: the backbone's map or the local expander's output. */
export type FeatureSpace = 'features' | 'embeddings';

/** A cell of one of the views; of the two global ones unless said otherwise. */
export interface CellRef<View extends number = ViewIndex> {
  readonly view: View;
  readonly cell: number;
}

/** A cell of the other view, compared with the one asked about. */
export interface Comparison {
  readonly cell: number;
  /** L2 distance of the two vectors. */
  readonly distance: number;
  /** 1 for the nearest cell of the other view. */
  readonly rank: number;
  /** How far the cell lies from the true location in the source image. */
  readonly miss: Miss;
}

export interface CellAnswer {
  readonly asked: CellRef;
  /** `[cells of the other view]` L2 distances. */
  readonly distances: Float32Array;
  readonly nearest: number;
  readonly farthest: number;
  readonly best: Comparison;
  /** The true place on the other view, and the cell there; absent when the other view does not show it. */
  readonly truth?: { readonly place: ViewPoint; readonly comparison: Comparison };
}

export function otherView(view: ViewIndex): ViewIndex {
  return view === 0 ? 1 : 0;
}

/** The vectors of a view in a space; embeddings fall back to nothing where the view has none (α = 1). */
export function vectorsOf(view: SnapshotView, space: FeatureSpace): CellVectors | undefined {
  const values = space === 'features' ? view.features : view.embeddings;
  if (values === undefined) return undefined;
  const count = cellCount(view);
  return { count, size: values.length / count, values };
}

/** Compares one cell with every cell of the other view; `undefined` when the space or the cell does not exist. */
export function askCell(
  snapshot: MatchSnapshot,
  asked: CellRef,
  space: FeatureSpace,
): CellAnswer | undefined {
  const other = snapshot.views[otherView(asked.view)];
  const from = vectorsOf(snapshot.views[asked.view], space);
  const to = vectorsOf(other, space);
  if (from === undefined || to === undefined || asked.cell >= from.count) return undefined;
  const distances = distancesFrom(from, asked.cell, to);
  const source = sourceOf(snapshot.views[asked.view], asked.cell);
  const trueCell = cellShowing(other, source);
  const compare = (cell: number) => compareWith(snapshot, { asked, distances }, cell);
  const best = compare(closest(distances));
  return {
    asked,
    distances,
    nearest: best.distance,
    farthest: distances.reduce((most, distance) => Math.max(most, distance), 0),
    best,
    ...(trueCell === undefined
      ? {}
      : { truth: { place: placeOn(other, source), comparison: compare(trueCell) } }),
  };
}

/** One cell of the other view, compared with the cell that `answer` is about. */
export function compareWith(
  snapshot: MatchSnapshot,
  { asked, distances }: Pick<CellAnswer, 'asked' | 'distances'>,
  cell: number,
): Comparison {
  const source = sourceOf(snapshot.views[asked.view], asked.cell);
  return {
    cell,
    distance: distances[cell]!,
    rank: rankOf(distances, cell),
    miss: missOf(snapshot.views[otherView(asked.view)], cell, source),
  };
}
