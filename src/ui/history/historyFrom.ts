import { entryFrom, hasReport, numberOf, type MetricsEntry } from '../../reports/metricsEntry';
import { keysOf } from '../../reports/series';
import type { AccuracyReport, OnlineKnnReport, StepReport } from '../../worker/protocol';
import { append, emptyHistory, type RunHistory } from './history';

/** A history with the newest report of each series. */
export interface Reported {
  readonly history: RunHistory;
  readonly latest: StepReport | null;
  readonly accuracy: AccuracyReport | null;
  readonly knn: OnlineKnnReport | null;
}

/** Before the first report. */
export const NOTHING_REPORTED: Reported = {
  history: emptyHistory(),
  latest: null,
  accuracy: null,
  knn: null,
};

/** The history that entries were made of, their steps rising; what is no whole report is left out. */
export function historyFrom(entries: readonly Partial<MetricsEntry>[]): Reported {
  return entries.reduce(withEntry, NOTHING_REPORTED);
}

/** The same with the next entry. */
export function withEntry(before: Reported, entry: Partial<MetricsEntry>): Reported {
  let { history, latest, accuracy, knn } = before;
  const report = entryFrom(keysOf('steps').map((key) => [key, numberOf(entry, key)] as const));
  if (hasReport(report, 'steps')) history = append(history, (latest = report));
  if (hasReport(entry, 'accuracy'))
    history = append(history, (accuracy = { step: entry.step, accuracy: entry.accuracy }));
  if (hasReport(entry, 'knn')) history = append(history, (knn = { step: entry.step, knn: entry.knn }));
  return { history, latest, accuracy, knn };
}
