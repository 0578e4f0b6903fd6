import { shows, type SourcePoint } from '../augment/viewGeometry';
import type { LocatedView } from './matches';
import { LANDING_RADIUS } from './landingRadius';

/** @file Whether a match is right. Distances are taken between a snapshot's own centres, as the matching accuracy takes them. */

/** The centre of a cell in the source image, in float32 as the criterion has it. */
export function sourceOf(view: Pick<LocatedView, 'locations'>, cell: number): SourcePoint {
  return { y: view.locations[2 * cell]!, x: view.locations[2 * cell + 1]! };
}

/** How far a cell of a view lies from a point of the source image. */
export interface Miss {
  /** Euclidean, in pixels of the source image. */
  readonly pixels: number;
  /** The same in cells of the view: each axis measured in the height or width of a cell. */
  readonly cells: number;
}

export function missOf(view: LocatedView, cell: number, point: SourcePoint): Miss {
  const centre = sourceOf(view, cell);
  const [height, width] = view.cell;
  const [dy, dx] = [centre.y - point.y, centre.x - point.x];
  return { pixels: Math.hypot(dy, dx), cells: Math.hypot(dy / height, dx / width) };
}

/** How far `candidate` of `to` lies from what `cell` of `from` shows; `undefined` where `to` does not show it. */
export function trueMiss(
  from: LocatedView,
  cell: number,
  to: LocatedView,
  candidate: number,
): Miss | undefined {
  const truth = sourceOf(from, cell);
  return shows(to, truth) ? missOf(to, candidate, truth) : undefined;
}

/** Right matches land near the true location, as the matching accuracy counts it; `unseen` ones have none to land at. */
export type Verdict = 'right' | 'wrong' | 'unseen';

/**
 * Judges the claim that `candidate` of `to` shows what `cell` of `from` shows: by the place in the source image or, where
 * both views have them, by the classes of the cells.
 */
export function judge(from: LocatedView, cell: number, to: LocatedView, candidate: number): Verdict {
  if (from.classes !== undefined && to.classes !== undefined)
    return judgeByClass(from.classes, cell, to.classes, candidate);
  const miss = trueMiss(from, cell, to, candidate);
  if (miss === undefined) return 'unseen';
  return miss.cells <= LANDING_RADIUS ? 'right' : 'wrong';
}

/** In place of the class of a cell most of whose pixels belong to none. */
export const NO_CLASS = -1;

/**
 * Judges a match between two images by the mask classes of their cells: right where both are of one class. A cell of no
 * class, or of one that the other image lacks, has nowhere to land: `unseen`.
 *
 * @param own by cell, like `other`
 */
export function judgeByClass(own: Int16Array, cell: number, other: Int16Array, candidate: number): Verdict {
  const wanted = own[cell]!;
  if (wanted === NO_CLASS || !other.includes(wanted)) return 'unseen';
  return other[candidate] === wanted ? 'right' : 'wrong';
}
