import { Failure } from '../failure';
import type { MatchingAccuracy } from '../reports/matches';
import type { StepReport } from '../reports/step';

/** One line of a run's history: the report of a step, with the matching accuracy where it was due at that step. */
export type MetricsEntry = StepReport & { readonly accuracy?: MatchingAccuracy };

/** An entry as one flat record; measures that were not due are absent. */
export type MetricsRow = Readonly<Record<string, number>>;

interface Column {
  /** In the files; never change one, since scripts rely on them. */
  readonly name: string;
  readonly unit?: string;
  /** Where the number is in a `MetricsEntry`. */
  readonly path: readonly string[];
}

/** Every column, in the order of the files. New ones go to the end. */
const COLUMNS: readonly Column[] = [
  { name: 'step', path: ['step'] },
  { name: 'seconds', unit: 's', path: ['seconds'] },
  { name: 'alpha', path: ['alpha'] },
  { name: 'learning_rate', path: ['learningRate'] },
  { name: 'loss', path: ['loss', 'total'] },
  { name: 'global_invariance', path: ['loss', 'global', 'invariance'] },
  { name: 'global_variance', path: ['loss', 'global', 'variance'] },
  { name: 'global_covariance', path: ['loss', 'global', 'covariance'] },
  { name: 'local_invariance', path: ['loss', 'local', 'invariance'] },
  { name: 'local_variance', path: ['loss', 'local', 'variance'] },
  { name: 'local_covariance', path: ['loss', 'local', 'covariance'] },
  { name: 'classifier_loss', unit: 'nats', path: ['loss', 'classifier'] },
  { name: 'representation_std', path: ['representationStd'] },
  { name: 'embedding_std', path: ['embeddingStd'] },
  { name: 'representation_correlation', path: ['representationCorrelation'] },
  { name: 'embedding_correlation', path: ['embeddingCorrelation'] },
  { name: 'top1', unit: 'fraction', path: ['top1'] },
  { name: 'top5', unit: 'fraction', path: ['top5'] },
  { name: 'matching_accuracy_features', unit: 'fraction', path: ['accuracy', 'features'] },
  { name: 'matching_accuracy_embeddings', unit: 'fraction', path: ['accuracy', 'embeddings'] },
  { name: 'matching_accuracy_chance', unit: 'fraction', path: ['accuracy', 'chance'] },
  { name: 'matches_counted', path: ['accuracy', 'count'] },
  { name: 'images_per_second', unit: '1/s', path: ['imagesPerSecond'] },
  { name: 'gpu_memory', unit: 'bytes', path: ['gpuBytes'] },
  { name: 'loss_scale', path: ['lossScale'] },
  { name: 'skipped_steps', path: ['skippedSteps'] },
];

const heading = ({ name, unit }: Column): string => (unit === undefined ? name : `${name} [${unit}]`);

/** The entry as a flat record, its columns in the order of the files. */
export function metricsRow(entry: Partial<MetricsEntry>): MetricsRow {
  const cells = COLUMNS.map(({ name, path }) => [name, valueAt(entry, path)] as const);
  return Object.fromEntries(cells.filter((cell): cell is readonly [string, number] => cell[1] !== undefined));
}

/** Comma-separated values, with a header that names units; an empty field is a measure that was not due. */
export function metricsToCsv(entries: readonly MetricsEntry[]): string {
  const lines = entries.map((entry) => COLUMNS.map(({ path }) => valueAt(entry, path) ?? '').join(','));
  return [COLUMNS.map(heading).join(','), ...lines, ''].join('\n');
}

/** A JSON document: the units by column, and a flat record per step. Numbers that are not finite are null. */
export function metricsToJson(entries: readonly MetricsEntry[]): string {
  const units = COLUMNS.filter(({ unit }) => unit !== undefined).map(({ name, unit }) => [name, unit]);
  const document = { units: Object.fromEntries(units) as unknown, steps: entries.map(metricsRow) };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** One flat record per line, so that a run can append to its file as it goes. */
export function metricsToJsonLines(entries: readonly Partial<MetricsEntry>[]): string {
  return entries.map((entry) => `${JSON.stringify(metricsRow(entry))}\n`).join('');
}

/** @throws {Failure} `data_unreadable` where the text is not what `metricsToCsv` writes */
export function metricsFromCsv(text: string): MetricsEntry[] {
  const [header = '', ...lines] = text.split(/\r?\n/);
  const names = header.split(',').map((field) => field.replace(/ \[.*\]$/, ''));
  return lines
    .filter((line) => line !== '')
    .map((line, index) => {
      const fields = line.split(',');
      if (fields.length !== names.length) throw unreadable(`Line ${index + 2} has ${fields.length} fields.`);
      const cells = names.map((name, column) => [name, fields[column]!] as const);
      return toEntry(
        Object.fromEntries(
          cells.filter(([, field]) => field !== '').map(([name, field]) => [name, Number(field)]),
        ),
      );
    });
}

/** @throws {Failure} `data_unreadable` where the text is not what `metricsToJson` writes */
export function metricsFromJson(text: string): MetricsEntry[] {
  const document = parse(text) as { readonly steps?: unknown } | null;
  if (!Array.isArray(document?.steps)) throw unreadable('There is no list of steps.');
  return document.steps.map(toEntry);
}

/** @throws {Failure} `data_unreadable` where the text is not what `metricsToJsonLines` writes */
export function metricsFromJsonLines(text: string): MetricsEntry[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => toEntry(parse(line)));
}

function valueAt(entry: Partial<MetricsEntry>, path: readonly string[]): number | undefined {
  let value: unknown = entry;
  for (const key of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
  return value as number | undefined;
}

/** The nested entry of a flat record; null stands for a number that is not finite, unknown columns are left out. */
function toEntry(row: unknown): MetricsEntry {
  if (typeof row !== 'object' || row === null || !('step' in row)) throw unreadable('A record has no step.');
  const entry: Record<string, unknown> = {};
  for (const { name, path } of COLUMNS) {
    const value = (row as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) continue;
    if (value !== null && typeof value !== 'number') throw unreadable(`"${name}" is no number.`);
    let parent = entry;
    for (const key of path.slice(0, -1)) parent = (parent[key] ??= {}) as Record<string, unknown>;
    parent[path.at(-1)!] = value ?? NaN;
  }
  return entry as unknown as MetricsEntry;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw unreadable('It is not valid JSON.', error);
  }
}

function unreadable(reason: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: 'data_unreadable',
      message: `The metrics cannot be read. ${reason}`,
      doing: 'reading metrics',
      remedy: 'Choose a metrics file that the playground has written.',
    },
    { cause },
  );
}
