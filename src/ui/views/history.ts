import type { AccuracyReport, StepReport } from '../../worker/protocol';
import { appendRow, columnOf, emptyTable, type GrowableTable } from './growableTable';

/** @file What a run reported so far, as columns that curves, summaries and exports read. */

/** One row for each `StepReport`. Loss terms carry their coefficients, as in the report; absent terms are NaN. */
export const STEP_COLUMNS = [
  'step',
  'seconds',
  'alpha',
  'total',
  'globalInvariance',
  'globalVariance',
  'globalCovariance',
  'localInvariance',
  'localVariance',
  'localCovariance',
  'classifier',
  'learningRate',
  'imagesPerSecond',
  'representationStd',
  'embeddingStd',
  'representationCorrelation',
  'embeddingCorrelation',
  'top1',
  'top5',
  'gpuBytes',
] as const;

/** One row for each `AccuracyReport`; accuracies are fractions. */
export const ACCURACY_COLUMNS = ['step', 'seconds', 'features', 'embeddings', 'chance', 'count'] as const;

export type StepColumn = (typeof STEP_COLUMNS)[number];
export type AccuracyColumn = (typeof ACCURACY_COLUMNS)[number];

/** Everything a run reported, oldest first. Appending leaves earlier histories as they were. */
export interface RunHistory {
  readonly steps: GrowableTable<StepColumn>;
  readonly accuracy: GrowableTable<AccuracyColumn>;
}

export function emptyHistory(): RunHistory {
  return { steps: emptyTable(STEP_COLUMNS), accuracy: emptyTable(ACCURACY_COLUMNS) };
}

/** `history` with the next report. Reports must come in order of their steps. */
export function appendStep(history: RunHistory, report: StepReport): RunHistory {
  const { loss } = report;
  const row: Record<StepColumn, number | undefined> = {
    step: report.step,
    seconds: report.seconds,
    alpha: report.alpha,
    total: loss.total,
    globalInvariance: loss.global?.invariance,
    globalVariance: loss.global?.variance,
    globalCovariance: loss.global?.covariance,
    localInvariance: loss.local?.invariance,
    localVariance: loss.local?.variance,
    localCovariance: loss.local?.covariance,
    classifier: loss.classifier,
    learningRate: report.learningRate,
    imagesPerSecond: report.imagesPerSecond,
    representationStd: report.representationStd,
    embeddingStd: report.embeddingStd,
    representationCorrelation: report.representationCorrelation,
    embeddingCorrelation: report.embeddingCorrelation,
    top1: report.top1,
    top5: report.top5,
    gpuBytes: report.gpuBytes,
  };
  return { ...history, steps: appendRow(history.steps, row) };
}

/** `history` with the next matching accuracy. Its time is that of the last step reported up to then. */
export function appendAccuracy(history: RunHistory, report: AccuracyReport): RunHistory {
  const row: Record<AccuracyColumn, number | undefined> = {
    step: report.step,
    seconds: secondsAt(history, report.step),
    features: report.accuracy.features,
    embeddings: report.accuracy.embeddings,
    chance: report.accuracy.chance,
    count: report.accuracy.count,
  };
  return { ...history, accuracy: appendRow(history.accuracy, row) };
}

/** Training time at a step, in seconds: that of the last report at or before it, 0 before the first one. */
function secondsAt(history: RunHistory, step: number): number {
  const steps = columnOf(history.steps, 'step');
  let row = steps.length - 1;
  while (row >= 0 && steps[row]! > step) row--;
  return row < 0 ? 0 : columnOf(history.steps, 'seconds')[row]!;
}
