import type { RunSummary } from '../../../config/runSummary';
import { columnOf } from '../../history/growableTable';
import type { RunHistory } from '../../history/history';
import { debiasedAverage } from '../smoothing';
import { ACCURACY_PREFIX } from '../../history/summary';
import { extremes } from '../../history/thinning';
import type { Curve, CurveSource } from './curveCatalogue';
import type { CurveSettings } from './curveSettings';

/** Points of one line; finite values only. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Above this many points a line shows the smallest and largest of each stretch instead of all of them. */
export const MOST_POINTS = 2000;

/** The measured points of a curve, rows without a value left out. */
export function measuredPoints(history: RunHistory, { source }: Curve, x: CurveSettings['x']): Points {
  const [xs, ys] = columnsOf(history, source, x);
  return take({ x: xs, y: ys }, finiteRows(ys));
}

function columnsOf(history: RunHistory, source: CurveSource, x: CurveSettings['x']) {
  switch (source.table) {
    case 'steps':
      return [columnOf(history.steps, x), columnOf(history.steps, source.column)] as const;
    case 'accuracy':
      return [columnOf(history.accuracy, x), columnOf(history.accuracy, source.column)] as const;
    case 'knn':
      return [columnOf(history.knn, x), columnOf(history.knn, source.column)] as const;
  }
}

/** The points that a link carries of a curve; none when time is asked for, which links do not carry. */
export function sharedPoints(summary: RunSummary, { source }: Curve, x: CurveSettings['x']): Points {
  const name = source.table === 'accuracy' ? ACCURACY_PREFIX + source.column : source.column;
  const curve = x === 'step' ? summary.curves[name] : undefined;
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
