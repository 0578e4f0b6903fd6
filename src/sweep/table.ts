import { measuresIn, type SweepGroup } from './groups';
import type { Summary } from './statistics';
import { valueText } from './values';

/** A head of the table; those with numbers stand to the right. */
export interface TableColumn {
  /** Path of a field, name of a measure, or `runs`. */
  readonly key: string;
  readonly title: string;
}

export interface TableCell {
  readonly text: string;
  /** What the column is sorted by; absent where there is nothing to compare. */
  readonly order?: number | string;
}

export interface TableRow {
  readonly group: SweepGroup;
  /** One a column. */
  readonly cells: readonly TableCell[];
}

export interface SweepTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/** A field that was swept, and its name in a head. */
export interface NamedAxis {
  readonly path: string;
  readonly name: string;
}

const NOTHING: TableCell = { text: '–' };

/** One row a group: what was set, how many seeds, and each measure as mean ± standard deviation in per cent. */
export function sweepTable(groups: readonly SweepGroup[], axes: readonly NamedAxis[]): SweepTable {
  const measures = measuresIn(groups);
  const first = axes.length === 0 ? [{ key: 'run', title: 'Run' }] : [];
  return {
    columns: [
      ...first,
      ...axes.map(({ path, name }) => ({ key: path, title: name })),
      { key: 'runs', title: 'Runs' },
      ...measures.map(({ name, title }) => ({ key: name, title: `${title} (%)` })),
    ],
    rows: groups.map((group) => ({
      group,
      cells: [
        ...settingCells(group, axes),
        runsCell(group),
        ...measures.map(({ name }) => summaryCell(group.values[name])),
      ],
    })),
  };
}

/** Rows by one column; those without a value there come last either way, equal ones keep their order. */
export function sortRows(
  rows: readonly TableRow[],
  column: number,
  direction: 'ascending' | 'descending',
): TableRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [left, right] = [a.cells[column]?.order, b.cells[column]?.order];
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined);
    return sign * compare(left, right);
  });
}

/** `64.2 ± 1.1`, in per cent; the mean alone where there is no spread. */
export function percentText({ mean, sd }: Summary): string {
  const figures = [mean, ...(sd === undefined ? [] : [sd])];
  return figures.map((share) => (100 * share).toFixed(1)).join(' ± ');
}

function settingCells(group: SweepGroup, axes: readonly NamedAxis[]): TableCell[] {
  if (group.baseline !== undefined || axes.length === 0)
    return [{ text: group.label }, ...axes.slice(1).map(() => NOTHING)];
  return axes.map(({ path }) => {
    const value = group.settings.find((setting) => setting.path === path)?.value;
    if (value === undefined) return NOTHING;
    const text = valueText(value);
    return value === null ? { text } : { text, order: typeof value === 'number' ? value : text };
  });
}

function runsCell({ done, failures }: SweepGroup): TableCell {
  const all = done + failures.length;
  return { text: done === all ? String(done) : `${done} of ${all}`, order: done };
}

function summaryCell(summary: Summary | undefined): TableCell {
  return summary === undefined ? NOTHING : { text: percentText(summary), order: summary.mean };
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
