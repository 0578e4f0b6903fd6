import { ACCURACY_MEASURES, KNN_MEASURES, numberAt, STEP_MEASURES } from '../../reports/measures';
import type { AccuracyReport, OnlineKnnReport, StepReport } from '../../worker/protocol';
import { appendRow, columnOf, emptyTable, rowsUpTo, type GrowableTable } from './growableTable';

/** @file What a run reported so far, as columns that curves, summaries and exports read. */

export type StepColumn = (typeof STEP_MEASURES)[number]['column'];
/** Accuracies are fractions. */
export type AccuracyColumn = 'step' | 'seconds' | (typeof ACCURACY_MEASURES)[number]['column'];
/** Of kNN on a part of the training images; fractions. */
export type KnnColumn = 'step' | 'seconds' | (typeof KNN_MEASURES)[number]['column'];

/** One row for each `StepReport`. Loss terms carry their coefficients, as in the report; absent terms are NaN. */
export const STEP_COLUMNS: readonly StepColumn[] = STEP_MEASURES.map(({ column }) => column);

/** One row for each `AccuracyReport`. */
export const ACCURACY_COLUMNS: readonly AccuracyColumn[] = [
  'step',
  'seconds',
  ...ACCURACY_MEASURES.map(({ column }) => column),
];

/** One row for each `OnlineKnnReport`. */
export const KNN_COLUMNS: readonly KnnColumn[] = [
  'step',
  'seconds',
  ...KNN_MEASURES.map(({ column }) => column),
];

/** Everything a run reported, oldest first. Appending leaves earlier histories as they were. */
export interface RunHistory {
  readonly steps: GrowableTable<StepColumn>;
  readonly accuracy: GrowableTable<AccuracyColumn>;
  readonly knn: GrowableTable<KnnColumn>;
}

export function emptyHistory(): RunHistory {
  return {
    steps: emptyTable(STEP_COLUMNS),
    accuracy: emptyTable(ACCURACY_COLUMNS),
    knn: emptyTable(KNN_COLUMNS),
  };
}

/** What `history` says of the steps up to `step`: a run that went back is reported again from there. */
export function historyUpTo(history: RunHistory, step: number): RunHistory {
  const steps = rowsUpTo(history.steps, 'step', step);
  const accuracy = rowsUpTo(history.accuracy, 'step', step);
  const knn = rowsUpTo(history.knn, 'step', step);
  const isWhole = steps === history.steps && accuracy === history.accuracy && knn === history.knn;
  return isWhole ? history : { steps, accuracy, knn };
}

/** `history` with the next report. Reports must come in order of their steps. */
export function appendStep(history: RunHistory, report: StepReport): RunHistory {
  const row = Object.fromEntries(
    STEP_MEASURES.map(({ column, path }) => [column, numberAt(report, path)]),
  ) as Partial<Record<StepColumn, number>>;
  return { ...history, steps: appendRow(history.steps, row) };
}

/** `history` with the next matching accuracy. Its time is that of the last step reported up to then. */
export function appendAccuracy(history: RunHistory, report: AccuracyReport): RunHistory {
  const { step, accuracy } = report;
  const row = {
    step,
    seconds: secondsAt(history, step),
    ...Object.fromEntries(
      ACCURACY_MEASURES.map(({ column, path }) => [column, numberAt({ accuracy }, path)]),
    ),
  };
  return { ...history, accuracy: appendRow(history.accuracy, row) };
}

/** `history` with the next kNN, timed like the matching accuracy. */
export function appendKnn(history: RunHistory, { step, knn }: OnlineKnnReport): RunHistory {
  const row = {
    step,
    seconds: secondsAt(history, step),
    ...Object.fromEntries(KNN_MEASURES.map(({ column, path }) => [column, numberAt({ knn }, path)])),
  };
  return { ...history, knn: appendRow(history.knn, row) };
}

/** Training time at a step, in seconds: that of the last report at or before it, 0 before the first one. */
function secondsAt(history: RunHistory, step: number): number {
  const steps = columnOf(history.steps, 'step');
  let row = steps.length - 1;
  while (row >= 0 && steps[row]! > step) row--;
  return row < 0 ? 0 : columnOf(history.steps, 'seconds')[row]!;
}
