import {
  ACCURACY_MEASURES,
  entryFrom,
  KNN_MEASURES,
  STEP_MEASURES,
  type MetricsEntry,
} from '../../reports/measures';
import { columnOf, type GrowableTable } from './growableTable';
import type { RunHistory } from './history';

/**
 * The history as the reports that it was made of, by step, with the matching accuracy and kNN where they were taken; what
 * was taken at a step without a report stands alone, as in the command line's files.
 */
export function metricsEntries({ steps, accuracy, knn }: RunHistory): Partial<MetricsEntry>[] {
  const entries = new Map(
    rowsOf(steps).map((row) => [
      at(steps, 'step', row)!,
      entryFrom(STEP_MEASURES.map(({ path, column }) => [path, at(steps, column, row)])),
    ]),
  );
  const add = (step: number, measured: Partial<MetricsEntry>) =>
    entries.set(step, { step, ...entries.get(step), ...measured });
  for (const row of rowsOf(accuracy))
    add(
      at(accuracy, 'step', row)!,
      entryFrom(ACCURACY_MEASURES.map(({ path, column }) => [path, at(accuracy, column, row)])),
    );
  for (const row of rowsOf(knn))
    add(
      at(knn, 'step', row)!,
      entryFrom(KNN_MEASURES.map(({ path, column }) => [path, at(knn, column, row)])),
    );
  return [...entries.values()].toSorted((first, second) => first.step! - second.step!);
}

function rowsOf({ length }: { readonly length: number }): number[] {
  return Array.from({ length }, (_, row) => row);
}

/** A value of a history; `undefined` where it was not measured, which the history marks with NaN. */
function at<Name extends string>(table: GrowableTable<Name>, name: Name, row: number): number | undefined {
  const value = columnOf(table, name)[row]!;
  return Number.isNaN(value) ? undefined : value;
}
