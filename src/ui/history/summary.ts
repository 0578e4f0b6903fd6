import type { RunSummary } from '../../config/runSummary';
import { columnOf, type GrowableTable } from './growableTable';
import { ACCURACY_COLUMNS, KNN_COLUMNS, STEP_COLUMNS, type RunHistory, type StepColumn } from './history';
import { largestTriangles } from './thinning';

/** @file The few numbers of a run that fit into a link. */

/** Goes before the names of accuracy columns, in curves and measures alike. */
export const ACCURACY_PREFIX = 'accuracy.';

/** Points of the loss terms for each point of the curves that carry the story: the total and the accuracies. */
const TERM_SHARE = 0.4;
const FEWEST_POINTS = 3;

const TERM_CURVES = [
  'globalInvariance',
  'globalVariance',
  'globalCovariance',
  'localInvariance',
  'localVariance',
  'localCovariance',
  'embeddingStd',
] as const satisfies readonly StepColumn[];

const KNN_CURVES = ['knnTop1', 'knnChance'] as const;
const ACCURACY_CURVES = ['features', 'embeddings', 'chance'] as const;

/**
 * What a link tells of a run: its main curves, thinned to look the same, and the last value of every measure.
 * Curves and measures go by the names of their columns; those of the matching accuracy begin with `ACCURACY_PREFIX`.
 *
 * @param device name of the device that the run was made on
 * @param points how many points a main curve keeps at most; the loss terms keep fewer
 * @param more measures by name, beside those of the history
 */
export function summarize(
  history: RunHistory,
  device: string,
  points = 100,
  more: Readonly<Record<string, number>> = {},
): RunSummary {
  const termPoints = Math.round(TERM_SHARE * points);
  return {
    step: columnOf(history.steps, 'step').at(-1) ?? 0,
    device,
    curves: {
      ...thinned(history.steps, ['total'], points),
      ...thinned(history.steps, TERM_CURVES, termPoints),
      ...thinned(history.accuracy, ACCURACY_CURVES, points, ACCURACY_PREFIX),
      ...thinned(history.knn, KNN_CURVES, termPoints),
    },
    measures: {
      ...lastRow(history.knn, KNN_COLUMNS),
      ...lastRow(history.steps, STEP_COLUMNS),
      ...lastRow(history.accuracy, ACCURACY_COLUMNS, ACCURACY_PREFIX),
      ...more,
    },
  };
}

function thinned<Name extends string>(
  table: GrowableTable<Name | 'step'>,
  names: readonly Name[],
  points: number,
  prefix = '',
): RunSummary['curves'] {
  const curves: RunSummary['curves'] = {};
  const step = columnOf(table, 'step');
  for (const name of names) {
    const value = columnOf(table, name);
    const measured = [...value.keys()].filter((row) => Number.isFinite(value[row]));
    if (measured.length === 0) continue;
    const xs = Float64Array.from(measured, (row) => step[row]!);
    const ys = Float64Array.from(measured, (row) => value[row]!);
    const kept = [...largestTriangles(xs, ys, Math.max(FEWEST_POINTS, points))];
    curves[prefix + name] = {
      steps: kept.map((row) => xs[row]!),
      values: kept.map((row) => ys[row]!),
    };
  }
  return curves;
}

function lastRow<Name extends string>(
  table: GrowableTable<Name>,
  names: readonly Name[],
  prefix = '',
): Record<string, number> {
  const last = names.map((name) => [prefix + name, columnOf(table, name).at(-1)] as const);
  return Object.fromEntries(last.filter((entry): entry is [string, number] => Number.isFinite(entry[1])));
}
