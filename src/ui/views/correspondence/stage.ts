import type { ViewIndex } from './cellQuery';
import type { ShownMatch } from './matchSelection';
import { cellCentre, type GridSize, type ViewPoint } from '../../../augment/viewGeometry';
import type { Verdict } from '../../../reports/verdict';

/**
 * @file The stage on which both views stand side by side, in units of its own: a view is `SIDE` wide and high, and
 * `GAP` lies between the two. The overlay draws in these units, the page scales them.
 */

export const SIDE = 1000;
const GAP = 90;
export const STAGE_WIDTH = 2 * SIDE + GAP;

export interface StagePoint {
  readonly x: number;
  readonly y: number;
}

/** A point of a view on the stage. */
export function onStage(view: ViewIndex, { x, y }: ViewPoint): StagePoint {
  return { x: view * (SIDE + GAP) + x * SIDE, y: y * SIDE };
}

export function cellOnStage(index: ViewIndex, view: GridSize, cell: number): StagePoint {
  return onStage(index, cellCentre(view, cell));
}

/** Lines that look the same, as SVG path data: the lines themselves and the marks at their ends. */
export interface LineGroup {
  readonly verdict: Verdict;
  readonly kept: boolean;
  readonly lines: string;
  readonly starts: string;
  readonly ends: string;
}

/** Groups lines by their looks, so that thousands cost a handful of SVG elements. Unimportant groups come first. */
export function lineGroups(
  views: readonly [GridSize, GridSize],
  matches: readonly ShownMatch[],
  start: (centre: StagePoint) => string,
  end: (centre: StagePoint, verdict: Verdict) => string,
): LineGroup[] {
  const groups: LineGroup[] = [];
  for (const kept of [false, true]) {
    for (const verdict of ['unseen', 'wrong', 'right'] as const) {
      const members = matches.filter((match) => match.kept === kept && match.verdict === verdict);
      if (members.length === 0) continue;
      let [lines, starts, ends] = ['', '', ''];
      for (const { input, candidate } of members) {
        const from = cellOnStage(0, views[0], input);
        const to = cellOnStage(1, views[1], candidate);
        lines += `M${from.x} ${from.y}L${to.x} ${to.y}`;
        starts += start(from);
        ends += end(to, verdict);
      }
      groups.push({ verdict, kept, lines, starts, ends });
    }
  }
  return groups;
}

/** Radius of the marks at the ends of lines, in stage units: a part of a cell, within what can be told apart. */
export function markRadius(view: GridSize): number {
  const cell = SIDE / Math.max(view.rows, view.columns);
  return Math.min(13, Math.max(5, 0.14 * cell));
}

export function diskPath({ x, y }: StagePoint, radius: number): string {
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
}

export function squarePath({ x, y }: StagePoint, radius: number): string {
  return `M${x - radius} ${y - radius}h${2 * radius}v${2 * radius}h${-2 * radius}z`;
}

/** A cross of two diagonal strokes. */
export function timesPath({ x, y }: StagePoint, radius: number): string {
  const d = 2 * radius;
  return `M${x - radius} ${y - radius}l${d} ${d}m0 ${-d}l${-d} ${d}`;
}

/** A cross of an upright and a level stroke. */
export function plusPath({ x, y }: StagePoint, radius: number): string {
  return `M${x - radius} ${y}h${2 * radius}M${x} ${y - radius}v${2 * radius}`;
}
