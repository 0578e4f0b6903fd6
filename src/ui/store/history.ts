import type { AccuracyReport, StepReport } from '../../worker/protocol';

/** Names of the columns that one step report fills. */
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

export type StepColumn = (typeof STEP_COLUMNS)[number];

export const ACCURACY_COLUMNS = ['step', 'features', 'embeddings', 'chance', 'count'] as const;

export type AccuracyColumn = (typeof ACCURACY_COLUMNS)[number];

/**
 * Numbers of a run, one column per measure, rows in the order of the steps; a measure that a row lacks is `NaN`.
 * Columns only grow and are shared between versions: rows from `length` on belong to a later version.
 */
export interface Columns<Name extends string> {
  readonly length: number;
  readonly columns: Readonly<Record<Name, readonly number[]>>;
}

export type StepHistory = Columns<StepColumn>;
export type AccuracyHistory = Columns<AccuracyColumn>;

/** What a run has measured so far. */
export interface RunHistory {
  readonly steps: StepHistory;
  readonly accuracy: AccuracyHistory;
}

export function emptyHistory(): RunHistory {
  return { steps: emptyColumns(STEP_COLUMNS), accuracy: emptyColumns(ACCURACY_COLUMNS) };
}

/** A new version of `history` with the rows added; the old version stays as long as it was. */
export function appendSteps(history: StepHistory, reports: readonly StepReport[]): StepHistory {
  return append(history, reports.map(stepRow));
}

/** As `appendSteps`, for the matching accuracy. */
export function appendAccuracy(
  history: AccuracyHistory,
  reports: readonly AccuracyReport[],
): AccuracyHistory {
  return append(
    history,
    reports.map(({ step, accuracy }) => ({ step, ...accuracy })),
  );
}

function stepRow(report: StepReport): Partial<Record<StepColumn, number>> {
  const { loss, ...measures } = report;
  return {
    ...measures,
    total: loss.total,
    ...prefixed('global', loss.global),
    ...prefixed('local', loss.local),
    ...(loss.classifier === undefined ? {} : { classifier: loss.classifier }),
  };
}

function prefixed(
  scope: 'global' | 'local',
  terms: StepReport['loss']['global'],
): Partial<Record<StepColumn, number>> {
  if (terms === undefined) return {};
  return {
    [`${scope}Invariance`]: terms.invariance,
    [`${scope}Variance`]: terms.variance,
    [`${scope}Covariance`]: terms.covariance,
  };
}

function emptyColumns<Name extends string>(names: readonly Name[]): Columns<Name> {
  const columns = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  return { length: 0, columns };
}

function append<Name extends string>(
  history: Columns<Name>,
  rows: readonly Partial<Record<Name, number>>[],
): Columns<Name> {
  for (const name of Object.keys(history.columns) as Name[]) {
    const column = history.columns[name] as number[];
    for (const row of rows) column.push(row[name] ?? Number.NaN);
  }
  return { length: history.length + rows.length, columns: history.columns };
}
