import { numberOf } from '../../reports/metricsEntry';
import type { MeasureKey } from '../../reports/measures';
import { keysOf, SERIES, seriesOf, type KeyOf, type Series } from '../../reports/series';
import type { AccuracyReport, OnlineKnnReport, StepReport } from '../../worker/protocol';
import { appendRow, columnOf, emptyTable, rowsUpTo, type GrowableTable } from './growableTable';

/** @file What a run reported so far, as columns that curves, summaries and exports read. */

/** What the rows of a series are placed by. */
export type Place = 'step' | 'seconds';

/**
 * Everything a run reported, a table a series, oldest first; NaN is what a report lacked. Appending leaves earlier
 * histories as they were.
 */
export type RunHistory = { readonly [S in Series]: GrowableTable<Place | KeyOf<S>> };

function ofEach<T>(make: (series: Series) => T): Record<Series, T> {
  return Object.fromEntries(SERIES.map((series) => [series, make(series)])) as Record<Series, T>;
}

export function emptyHistory(): RunHistory {
  return ofEach((series) => emptyTable<string>(['step', 'seconds', ...keysOf(series)]));
}

/** What `history` says of the steps up to `step`: a run that went back is reported again from there. */
export function historyUpTo(history: RunHistory, step: number): RunHistory {
  const cut: RunHistory = ofEach((series) => rowsUpTo<string>(history[series], 'step', step));
  return SERIES.every((series) => cut[series] === history[series]) ? history : cut;
}

/**
 * `history` with the next report; those of a series must come in the order of their steps. What is measured apart is timed
 * like the last step reported up to then.
 */
export function append(
  history: RunHistory,
  report: StepReport | AccuracyReport | OnlineKnnReport,
): RunHistory {
  const series = 'accuracy' in report ? 'accuracy' : 'knn' in report ? 'knn' : 'steps';
  const { step } = report;
  const numbers = keysOf<Series>(series).map((key) => [key, numberOf(report, key)] as const);
  const row = { step, seconds: secondsAt(history, step), ...Object.fromEntries(numbers) };
  return { ...history, [series]: appendRow<string>(history[series], row) };
}

/** The values of a measure, one for each row of its series. */
export function valuesOf(history: RunHistory, key: MeasureKey): Float64Array {
  return columnOf<string>(history[seriesOf(key)], key);
}

/** Training time at a step, in seconds: that of the last report at or before it, 0 before the first one. */
function secondsAt(history: RunHistory, step: number): number {
  const steps = columnOf(history.steps, 'step');
  let row = steps.length - 1;
  while (row >= 0 && steps[row]! > step) row--;
  return row < 0 ? 0 : columnOf(history.steps, 'seconds')[row]!;
}
