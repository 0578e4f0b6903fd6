import type { RunSummary } from '../../../config/runSummary';
import { columnOf } from '../growableTable';
import type { RunHistory } from '../history';
import { debiasedAverage } from '../smoothing';
import { ACCURACY_PREFIX } from '../summary';
import { extremes } from '../thinning';
import type { Curve } from './curveCatalogue';
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
  const [xs, ys] =
    source.table === 'steps'
      ? [columnOf(history.steps, x), columnOf(history.steps, source.column)]
      : [columnOf(history.accuracy, x), columnOf(history.accuracy, source.column)];
  return take({ x: xs, y: ys }, finiteRows(ys));
}

/** The points that a link carries of a curve; none when time is asked for, which links do not carry. */
export function sharedPoints(summary: RunSummary, { source }: Curve, x: CurveSettings['x']): Points {
  const name = source.table === 'steps' ? source.column : ACCURACY_PREFIX + source.column;
  const curve = x === 'step' ? summary.curves[name] : undefined;
  return { x: Float64Array.from(curve?.steps ?? []), y: Float64Array.from(curve?.values ?? []) };
}

/** `points` with smoothed values. */
export function smoothed({ x, y }: Points, weight: number): Points {
  return { x, y: debiasedAverage(y, weight) };
}

/** At most `MOST_POINTS` points that look the same. */
export function drawable(points: Points): Points {
  return points.y.length <= MOST_POINTS ? points : take(points, extremes(points.y, MOST_POINTS));
}

const FEWEST_FOR_RANGE = 20;
const SMALLEST_BLOCK = 5;
const MOST_BLOCKS = 1000;

/**
 * Range of an axis that shows where curves go, and leaves single values that stick out beyond it: that of the medians
 * of short stretches, with a margin. `undefined` below 20 values, where nothing can be called an outlier.
 */
export function rangeWithoutOutliers(curves: readonly Float64Array[]): [number, number] | undefined {
  const medians = curves.flatMap((values) => (values.length < FEWEST_FOR_RANGE ? [] : blockMedians(values)));
  if (medians.length === 0) return undefined;
  const [low, high] = [Math.min(...medians), Math.max(...medians)];
  const margin = 0.06 * (high - low) || 0.1 * Math.abs(high) || 1;
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin];
}

/** Medians of consecutive stretches of equal length; the last stretch takes what is left over. */
function blockMedians(values: Float64Array): number[] {
  const size = Math.max(SMALLEST_BLOCK, Math.ceil(values.length / MOST_BLOCKS));
  return Array.from({ length: Math.floor(values.length / size) }, (_, block) => {
    const end = (block + 2) * size > values.length ? values.length : (block + 1) * size;
    const sorted = values.slice(block * size, end).sort();
    return sorted[sorted.length >> 1]!;
  });
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
