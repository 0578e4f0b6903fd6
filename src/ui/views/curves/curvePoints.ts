import type { RunSummary } from '../../../config/runSummary';
import { seriesOf } from '../../../reports/series';
import { columnOf } from '../../history/growableTable';
import { valuesOf, type RunHistory } from '../../history/history';
import { debiasedAverage } from '../../../reports/smoothing';
import { extremes } from '../../../reports/thinning';
import type { Curve } from '../../../reports/plots';
import type { CurveSettings } from './curveSettings';

/** Points of one line; finite values only. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Above this many points a line shows the smallest and largest of each stretch instead of all of them. */
export const MOST_POINTS = 2000;

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
 * At most `MOST_POINTS` points that look the same.
 *
 * @param beside as many values: those of the points that are kept come back in `beside`
 */
export function drawable(
  points: Points,
  beside: Float64Array = points.y,
): Points & { readonly beside: Float64Array } {
  if (points.y.length <= MOST_POINTS) return { ...points, beside };
  const rows = extremes(points.y, MOST_POINTS);
  return { ...take(points, rows), beside: Float64Array.from(rows, (row) => beside[row]!) };
}

function finiteRows(values: Float64Array): Int32Array {
  const rows = new Int32Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) if (Number.isFinite(values[row])) rows[count++] = row;
  return rows.subarray(0, count);
}

function take({ x, y }: Points, rows: Int32Array): Points {
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!);
  return { x: pick(x), y: pick(y) };
}
