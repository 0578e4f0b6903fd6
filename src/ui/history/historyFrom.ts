import { entryFrom, hasReport, numberOf, type MetricsEntry } from '../../reports/metricsEntry';
import { keysOf } from '../../reports/series';
import type { AccuracyReport, OnlineKnnReport, StepReport } from '../../worker/protocol';
import { append, emptyHistory, type RunHistory } from './history';

/** A history with the newest report of each series. */
interface Reported {
  readonly history: RunHistory;
  readonly latest: StepReport | null;
  readonly accuracy: AccuracyReport | null;
  readonly knn: OnlineKnnReport | null;
}

/** The history that entries were made of, their steps rising; what is no whole report is left out. */
export function historyFrom(entries: readonly Partial<MetricsEntry>[]): Reported {
  let history = emptyHistory();
  let latest: StepReport | null = null;
  let accuracy: AccuracyReport | null = null;
  let knn: OnlineKnnReport | null = null;
  for (const entry of entries) {
    const report = entryFrom(keysOf('steps').map((key) => [key, numberOf(entry, key)] as const));
    if (hasReport(report, 'steps')) history = append(history, (latest = report));
    if (hasReport(entry, 'accuracy'))
      history = append(history, (accuracy = { step: entry.step, accuracy: entry.accuracy }));
    if (hasReport(entry, 'knn')) history = append(history, (knn = { step: entry.step, knn: entry.knn }));
  }
  return { history, latest, accuracy, knn };
}
