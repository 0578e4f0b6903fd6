import type { RunSummary } from '../../config/runSummary';
import { MEASURE_LIST, type MeasureKey } from '../../reports/measures';
import { seriesOf } from '../../reports/series';
import { columnOf } from './growableTable';
import { valuesOf, type RunHistory } from './history';
import { largestTriangles } from '../../reports/thinning';

/** @file The few numbers of a run that fit into a link. */

/** Points of a coarse curve for each point of the curves that carry the story: the total and the accuracies. */
const COARSE_SHARE = 0.4;
const FEWEST_POINTS = 3;

/**
 * What a link tells of a run: its main curves, thinned to look the same, and the last value of every measure.
 * Curves and measures go by the keys of `MEASURES`.
 *
 * @param origin the device that the run was made on; the fingerprint of its images and its tilings where these are known
 * @param points how many points a main curve keeps at most; coarse ones keep fewer
 * @param more measures by name, beside those of the history
 */
export function summarize(
  history: RunHistory,
  origin: Pick<RunSummary, 'device' | 'data' | 'tilings'>,
  points = 100,
  more: Readonly<Record<string, number>> = {},
): RunSummary {
  const curves = MEASURE_LIST.flatMap(({ key, inLinks }) => {
    if (inLinks === undefined) return [];
    const most = inLinks === 'fully' ? points : Math.round(COARSE_SHARE * points);
    const curve = thinned(history, key, Math.max(FEWEST_POINTS, most));
    return curve === undefined ? [] : [[key, curve] as const];
  });
  const measures = MEASURE_LIST.flatMap(({ key }) => {
    const last = valuesOf(history, key).at(-1);
    return last !== undefined && Number.isFinite(last) ? [[key, last] as const] : [];
  });
  return {
    step: columnOf(history.steps, 'step').at(-1) ?? 0,
    ...origin,
    curves: Object.fromEntries(curves),
    measures: { ...Object.fromEntries(measures), ...more },
  };
}

function thinned(
  history: RunHistory,
  key: MeasureKey,
  most: number,
): RunSummary['curves'][string] | undefined {
  const value = valuesOf(history, key);
  const step = columnOf(history[seriesOf(key)], 'step');
  const measured = [...value.keys()].filter((row) => Number.isFinite(value[row]));
  if (measured.length === 0) return undefined;
  const xs = Float64Array.from(measured, (row) => step[row]!);
  const ys = Float64Array.from(measured, (row) => value[row]!);
  const kept = [...largestTriangles(xs, ys, most)];
  return { steps: kept.map((row) => xs[row]!), values: kept.map((row) => ys[row]!) };
}
