import { Failure } from '../failure';
import { PROGRAM } from '../program';
import { csvText } from './csv';
import { MEASURE_LIST } from '../reports/measures';
import { entryFrom, numberOf, type MetricsEntry } from '../reports/metricsEntry';

/** An entry as one flat record; measures that were not due are absent. */
export type MetricsRow = Readonly<Record<string, number>>;

/** The measures in the order of the files. */
const COLUMNS = MEASURE_LIST.toSorted((a, b) => a.column - b.column);

const HEADER = COLUMNS.map(({ name, unit }) => (unit === undefined ? name : `${name} [${unit}]`));

/** The entry as a flat record, its columns in the order of the files. */
export function metricsRow(entry: Partial<MetricsEntry>): MetricsRow {
  const cells = COLUMNS.map(({ name, key }) => [name, numberOf(entry, key)] as const);
  return Object.fromEntries(cells.filter((cell): cell is readonly [string, number] => cell[1] !== undefined));
}

/** The entry of a flat record of unknown origin; what is no column, or no number, is left out. */
export function entryOfRow(row: Readonly<Record<string, unknown>>): Partial<MetricsEntry> {
  return entryFrom(
    COLUMNS.map(({ name, key }) => {
      const value = Object.hasOwn(row, name) ? row[name] : undefined;
      return [key, typeof value === 'number' ? value : undefined];
    }),
  );
}

/** Comma-separated values, with a header that names units; an empty field is a measure that was not due. */
export function metricsToCsv(entries: readonly Partial<MetricsEntry>[]): string {
  return csvText(
    HEADER,
    entries.map((entry) => COLUMNS.map(({ key }) => numberOf(entry, key) ?? '')),
  );
}

/** A JSON document: what wrote it, the units by column, and a flat record per step. Numbers that are not finite are null. */
export function metricsToJson(entries: readonly Partial<MetricsEntry>[]): string {
  const units = COLUMNS.filter(({ unit }) => unit !== undefined).map(({ name, unit }) => [name, unit]);
  const document = {
    program: PROGRAM,
    units: Object.fromEntries(units) as unknown,
    steps: entries.map(metricsRow),
  };
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

/** The nested entry of a flat record; null stands for a number that is not finite, unknown columns are left out. */
function toEntry(row: unknown): MetricsEntry {
  if (typeof row !== 'object' || row === null || !('step' in row)) throw unreadable('A record has no step.');
  const record = row as Readonly<Record<string, unknown>>;
  return entryFrom(COLUMNS.map(({ name, key }) => [key, toNumber(name, record[name])])) as MetricsEntry;
}

function toNumber(name: string, value: unknown): number | undefined {
  if (value === null) return NaN;
  if (value !== undefined && typeof value !== 'number') throw unreadable(`"${name}" is no number.`);
  return value;
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
