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

/** Right matches land near the true location, as the matching accuracy counts it; `unseen` ones have none to land at. */
export type Verdict = 'right' | 'wrong' | 'unseen';

/** Judges the claim that `candidate` of `to` shows what `cell` of `from` shows. */
export function judge(from: LocatedView, cell: number, to: LocatedView, candidate: number): Verdict {
  const truth = sourceOf(from, cell);
  if (!shows(to, truth)) return 'unseen';
  return missOf(to, candidate, truth).cells <= LANDING_RADIUS ? 'right' : 'wrong';
}
