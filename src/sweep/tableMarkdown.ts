import { table } from '../formats/markdownTable';
import type { SweepTable } from './table';

/** The table in Markdown. */
export function tableMarkdown({ columns, rows }: SweepTable): string {
  return table(
    columns.map(({ title }) => title),
    rows.map(({ cells }) => cells.map(({ text }) => text)),
  );
}
