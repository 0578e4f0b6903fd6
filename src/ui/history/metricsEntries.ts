import { entryFrom, type MetricsEntry } from '../../reports/metricsEntry';
import { keysOf, SERIES } from '../../reports/series';
import { columnOf } from './growableTable';
import { valuesOf, type RunHistory } from './history';

/**
 * The history as the reports that it was made of, by step, with the matching accuracy and kNN where they were taken; what
 * was taken at a step without a report stands alone, as in the command line's files.
 */
export function metricsEntries(history: RunHistory): Partial<MetricsEntry>[] {
  const entries = new Map<number, Partial<MetricsEntry>>();
  for (const series of SERIES) {
    const columns = keysOf(series).map((key) => [key, valuesOf(history, key)] as const);
    columnOf(history[series], 'step').forEach((step, row) => {
      const measured = columns.map(([key, values]) => [key, numberOrNone(values[row]!)] as const);
      entries.set(step, { step, ...entries.get(step), ...entryFrom(measured) });
    });
  }
  return [...entries.values()].toSorted((first, second) => first.step! - second.step!);
}

/** A history marks with NaN what was not measured. */
function numberOrNone(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}
