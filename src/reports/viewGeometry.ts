import type { SnapshotView } from './matches';
import { LANDING_RADIUS } from './landingRadius';

/** @file Where cells lie: on a view, in the source image, and in the other view. */

/** A point on a view as fractions of its side, from the top left corner. */
export interface ViewPoint {
  readonly x: number;
  readonly y: number;
}

/** A point of the source image, in its pixels. */
export interface SourcePoint {
  readonly x: number;
  readonly y: number;
}

export function cellCount(view: Pick<SnapshotView, 'rows' | 'columns'>): number {
  return view.rows * view.columns;
}

/** Row and column of a cell, counted from 0. */
export function rowColumn(
  view: Pick<SnapshotView, 'columns'>,
  cell: number,
): { row: number; column: number } {
  return { row: Math.floor(cell / view.columns), column: cell % view.columns };
}

/** The cell of a view under a point; points beyond the border count to the cells at the border. */
export function cellAt({ rows, columns }: Pick<SnapshotView, 'rows' | 'columns'>, point: ViewPoint): number {
  const row = Math.min(rows - 1, Math.max(0, Math.floor(point.y * rows)));
  const column = Math.min(columns - 1, Math.max(0, Math.floor(point.x * columns)));
  return row * columns + column;
}

export function cellCentre(view: Pick<SnapshotView, 'rows' | 'columns'>, cell: number): ViewPoint {
  const { row, column } = rowColumn(view, cell);
  return { x: (column + 0.5) / view.columns, y: (row + 0.5) / view.rows };
}

/** The centre of a cell in the source image. */
export function sourceOf(view: SnapshotView, cell: number): SourcePoint {
  return { y: view.locations[2 * cell]!, x: view.locations[2 * cell + 1]! };
}

/** Where a view shows a point of the source image; fractions outside 0 to 1 when it does not show it. */
export function placeOn({ parameters: { crop, flip } }: SnapshotView, point: SourcePoint): ViewPoint {
  const x = (point.x - crop.left) / crop.width;
  return { x: flip ? 1 - x : x, y: (point.y - crop.top) / crop.height };
}

/** Whether a view shows a point of the source image. */
export function shows({ parameters: { crop } }: SnapshotView, { x, y }: SourcePoint): boolean {
  return x >= crop.left && x < crop.left + crop.width && y >= crop.top && y < crop.top + crop.height;
}

/** How far a cell of a view lies from a point of the source image. */
export interface Miss {
  /** Euclidean, in pixels of the source image. */
  readonly pixels: number;
  /** The same in cells of the view: each axis measured in the height or width of a cell. */
  readonly cells: number;
}

export function missOf(view: SnapshotView, cell: number, point: SourcePoint): Miss {
  const centre = sourceOf(view, cell);
  const [height, width] = view.cell;
  const [dy, dx] = [centre.y - point.y, centre.x - point.x];
  return { pixels: Math.hypot(dy, dx), cells: Math.hypot(dy / height, dx / width) };
}

/** Right matches land near the true location, as the matching accuracy counts it; `unseen` ones have none to land at. */
export type Verdict = 'right' | 'wrong' | 'unseen';

/** Judges the claim that `candidate` of `to` shows what `cell` of `from` shows. */
export function judge(from: SnapshotView, cell: number, to: SnapshotView, candidate: number): Verdict {
  const truth = sourceOf(from, cell);
  if (!shows(to, truth)) return 'unseen';
  return missOf(to, candidate, truth).cells <= LANDING_RADIUS ? 'right' : 'wrong';
}

/** The part of a view that the other view shows too, in fractions of its side; `undefined` when there is none. */
export function sharedArea(
  view: SnapshotView,
  other: SnapshotView,
): { x: number; y: number; width: number; height: number } | undefined {
  const [a, b] = [view.parameters.crop, other.parameters.crop];
  const top = Math.max(a.top, b.top);
  const left = Math.max(a.left, b.left);
  const bottom = Math.min(a.top + a.height, b.top + b.height);
  const right = Math.min(a.left + a.width, b.left + b.width);
  if (bottom <= top || right <= left) return undefined;
  const [p, q] = [placeOn(view, { x: left, y: top }), placeOn(view, { x: right, y: bottom })];
  return { x: Math.min(p.x, q.x), y: p.y, width: Math.abs(q.x - p.x), height: q.y - p.y };
}
