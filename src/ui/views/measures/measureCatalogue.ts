import type { RunConfig } from '../../../config/runConfig';
import type { OnlineKnnReport } from '../../../reports/knn';
import type { AccuracyReport } from '../../../reports/matches';
import { MEASURE_LIST, type Listed, type MeasureKey } from '../../../reports/measures';
import { numberOf } from '../../../reports/metricsEntry';
import { seriesOf, type Series } from '../../../reports/series';
import type { StepReport } from '../../../reports/step';
import { measureText } from '../../../reports/measureText';

/** @file The numbers beside the loss as the page lists them: under which heading, and as which text. */

/** What the measures are read from; each part is absent before its first report. */
export interface MeasureInput {
  readonly report: StepReport | undefined;
  readonly accuracy: AccuracyReport | undefined;
  readonly knn: OnlineKnnReport | undefined;
  readonly config: RunConfig | undefined;
}

export interface MeasureGroup {
  readonly title: string;
  readonly measures: readonly Listed[];
}

/** In the order of the table. */
export const MEASURE_GROUPS: readonly MeasureGroup[] = [
  ...new Set(MEASURE_LIST.flatMap(({ group }) => group ?? [])),
].map((title) => ({ title, measures: MEASURE_LIST.filter(({ group }) => group === title) }));

/** A measure's newest value; `undefined` while it is not there. */
export function valueText(measure: Listed, input: MeasureInput): string | undefined {
  const value = valueOf(measure.key, input);
  return value === undefined ? undefined : measureText(measure, value);
}

/** A few words beside the value: what it would be by chance, or at best. */
export function asideText({ key, dimensions }: Listed, input: MeasureInput): string | undefined {
  const other = MEASURE_LIST.find(({ beside }) => beside?.measure === key);
  const value = other && valueOf(other.key, input);
  if (value !== undefined) return other!.beside!.say(value);
  if (dimensions === undefined || input.config === undefined) return undefined;
  return `of ${(1 / Math.sqrt(dimensions(input.config))).toFixed(4)}`;
}

/** What stands in the place of a value that is not there: why it never comes, or when it does. */
export function absence(
  { key, never, lacks }: Listed,
  { report, accuracy, knn, config }: MeasureInput,
): string {
  if (config === undefined) return 'not yet';
  const reason = never?.(config);
  if (reason !== undefined) return reason;
  const series = seriesOf(key);
  if ({ steps: report, accuracy, knn }[series] !== undefined) return lacks ?? 'not in this run';
  const { reportEvery, snapshotEvery, knnEvery } = config.run;
  const every: Readonly<Record<Series, number | null>> = {
    steps: reportEvery,
    accuracy: snapshotEvery,
    knn: knnEvery,
  };
  return `after step ${every[series]}`;
}

function valueOf(key: MeasureKey, { report, accuracy, knn }: MeasureInput): number | undefined {
  return numberOf({ ...knn, ...accuracy, ...report }, key);
}
