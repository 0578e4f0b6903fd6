import { changedFields, describeConfig, getField } from '../../../config/describe';
import { valueText } from '../../../config/valueText';
import { EVALUATION_MEASURES } from '../../../reports/evaluationMeasures';
import { MEASURE_LIST } from '../../../reports/measures';
import { measureText } from '../../../reports/measureText';
import { percent } from '../../../reports/format';
import type { RunRecord } from '../../../storage/runRecord';

/** @file What stands in the tables of a comparison: a row a field or measure, a column a run. */

export interface ComparisonRow {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  /** One a run; `undefined` where it has none. */
  readonly cells: readonly (string | undefined)[];
  /** The column that is best, where one is. */
  readonly best?: number | undefined;
}

/** Fields whose values are not the same in all runs, in the order of the panels. */
export function fieldRows(runs: readonly RunRecord[]): ComparisonRow[] {
  const [first] = runs;
  if (first === undefined) return [];
  const differ = new Set(
    runs.flatMap(({ config }) =>
      [changedFields(config, first.config), changedFields(first.config, config)]
        .flat()
        .map(({ path }) => path),
    ),
  );
  const fields = new Map(
    runs.flatMap(({ config }) => describeConfig(config)).map((field) => [field.path, field] as const),
  );
  return [...fields.values()]
    .filter(({ path }) => differ.has(path))
    .map(({ path, meta, shape }) => ({
      id: path,
      label: meta.symbol === undefined ? meta.label : `${meta.label} ${meta.symbol}`,
      help: meta.help,
      cells: runs.map(({ config }) => {
        const value = getField(config, path);
        return value === undefined ? undefined : valueText(value, shape);
      }),
    }));
}

/** The newest numbers of every measure that some run has: steps and what training reports, then what probes found. */
export function measureRows(runs: readonly RunRecord[]): ComparisonRow[] {
  const training = MEASURE_LIST.flatMap((measure): ComparisonRow[] => {
    const values = runs.map(({ measures }) => measures[measure.key]);
    if (values.every((value) => value === undefined)) return [];
    const cells = values.map((value) => (value === undefined ? undefined : measureText(measure, value)));
    return [{ id: measure.key, label: measure.label, help: measure.explanation, cells }];
  });
  const evaluations = EVALUATION_MEASURES.flatMap(({ name, title, axisTitle }): ComparisonRow[] => {
    const values = runs.map(({ evaluations: own }) => own[name]);
    const known = values.filter((value) => value !== undefined);
    if (known.length === 0) return [];
    const best = known.length > 1 ? values.indexOf(Math.max(...known)) : undefined;
    const cells = values.map((value) => (value === undefined ? undefined : percent(value, 1)));
    return [{ id: name, label: title, help: axisTitle, cells, best }];
  });
  return [...evaluations, ...training];
}
