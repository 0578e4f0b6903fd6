import type { RunSummary } from '../../../config/runSummary';
import { seriesOf } from '../../../reports/series';
import { columnOf } from '../../history/growableTable';
import { valuesOf, type RunHistory } from '../../history/history';
import { debiasedAverage } from '../../../reports/smoothing';
import { extremes } from '../../../reports/thinning';
import type { Curve } from '../../../reports/plots';
import type { Range } from '../../../reports/ranges';
import type { CurveSettings } from './curveSettings';

/** Points of one line; finite values only. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** What of a line is drawn. */
export interface Shown {
  /** Above this many points a line shows the smallest and largest of each stretch instead of all of them. */
  readonly most: number;
  /** The ends of the horizontal axis, where one has zoomed. */
  readonly range?: Range | undefined;
}

/** A screen shows no more than the smallest and the largest value of a column of its pixels. */
const POINTS_PER_PIXEL = 2;
const FEWEST = 200;

/** What is drawn over so many px of width. */
export function shownOver(width: number, range?: Range): Shown {
  return { most: Math.max(FEWEST, Math.ceil(POINTS_PER_PIXEL * width)), range };
}

/** The measured points of a curve, rows without a value left out. */
export function measuredPoints(history: RunHistory, { key }: Curve, x: CurveSettings['x']): Points {
  const ys = valuesOf(history, key);
  return take({ x: columnOf(history[seriesOf(key)], x), y: ys }, finiteRows(ys));
}

/** The points that a link carries of a curve; none when time is asked for, which links do not carry. */
export function sharedPoints(summary: RunSummary, { key }: Curve, x: CurveSettings['x']): Points {
  const curve = x === 'step' ? summary.curves[key] : undefined;
  return { x: Float64Array.from(curve?.steps ?? []), y: Float64Array.from(curve?.values ?? []) };
}

/** `points` with smoothed values. */
export function smoothed({ x, y }: Points, weight: number): Points {
  return { x, y: debiasedAverage(y, weight) };
}

/**
 * The points within the range, and one beyond each of its ends, thinned to what looks the same.
 *
 * @param points in the order of `x`
 * @param beside as many values: those of the points that are kept come back in `beside`
 */
export function drawable(
  points: Points,
  { most, range }: Shown,
  beside: Float64Array = points.y,
): Points & { readonly beside: Float64Array } {
  const [from, to] = range === undefined ? [0, points.x.length] : rowsAround(points.x, range);
  const cut = { x: points.x.subarray(from, to), y: points.y.subarray(from, to) };
  const cutBeside = beside.subarray(from, to);
  if (cut.y.length <= most) return { ...cut, beside: cutBeside };
  const rows = extremes(cut.y, most);
  return { ...take(cut, rows), beside: pick(cutBeside, rows) };
}

/** First row and end of the rows that a line from edge to edge of the range needs. */
function rowsAround(x: Float64Array, [low, high]: Range): [number, number] {
  return [Math.max(0, firstFrom(x, low) - 1), Math.min(x.length, firstFrom(x, high) + 1)];
}

/** The first row whose value is not below `bound`; the values ascend. */
function firstFrom(values: Float64Array, bound: number): number {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (values[middle]! < bound) from = middle + 1;
    else to = middle;
  }
  return from;
}

function finiteRows(values: Float64Array): Int32Array {
  const rows = new Int32Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) if (Number.isFinite(values[row])) rows[count++] = row;
  return rows.subarray(0, count);
}

function take({ x, y }: Points, rows: Int32Array): Points {
  return { x: pick(x, rows), y: pick(y, rows) };
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  // Runs are long, and a callback for each row takes ten times as long.
  for (let place = 0; place < rows.length; place++) picked[place] = values[rows[place]!]!;
  return picked;
}
