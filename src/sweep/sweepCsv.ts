import { csvText, type CsvField } from '../formats/csv';
import type { SweepGroup } from './groups';
import { EVALUATION_MEASURES } from '../reports/evaluationMeasures';
import type { PointResult } from './results';
import type { SweepSetting } from './spec';
import { valueText } from './values';

/** @file A sweep as comma-separated values; all measures have a column, so that scripts find them in the same place. */

/** One line a point: identity, settings, seed, values, and why there are none. */
export function pointsCsv(results: readonly PointResult[], paths: readonly string[]): string {
  return csvText(
    [
      'id',
      'baseline',
      ...paths,
      'seed',
      ...EVALUATION_MEASURES.map(({ name, unit }) => `${name} [${unit}]`),
      'failure',
    ],
    results.map((result) => [
      result.id,
      result.baseline ?? '',
      ...settingFields(result.settings, paths),
      result.seed,
      ...EVALUATION_MEASURES.map(({ name }) => ('values' in result ? (result.values[name] ?? '') : '')),
      'failure' in result ? result.failure : '',
    ]),
  );
}

/** One line a group: mean, standard deviation and number of seeds of every measure. */
export function groupsCsv(groups: readonly SweepGroup[], paths: readonly string[]): string {
  return csvText(
    [
      'group',
      'baseline',
      ...paths,
      'runs',
      'failed',
      ...EVALUATION_MEASURES.flatMap(({ name, unit }) => [
        `${name}_mean [${unit}]`,
        `${name}_sd [${unit}]`,
        `${name}_n`,
      ]),
    ],
    groups.map((group) => [
      group.group,
      group.baseline ?? '',
      ...settingFields(group.settings, paths),
      group.done,
      group.failures.length,
      ...EVALUATION_MEASURES.flatMap(({ name }): CsvField[] => {
        const summary = group.values[name];
        return [summary?.mean ?? '', summary?.sd ?? '', summary?.n ?? 0];
      }),
    ]),
  );
}

function settingFields(settings: readonly SweepSetting[], paths: readonly string[]): CsvField[] {
  return paths.map((path) => {
    const value = settings.find((setting) => setting.path === path)?.value;
    if (value === undefined) return '';
    return typeof value === 'number' ? value : valueText(value);
  });
}
