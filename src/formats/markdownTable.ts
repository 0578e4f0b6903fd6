/**
 * A Markdown table; the first column is text, the others are numbers and stand to the right. A `|` of the text stays text.
 */
export function table(titles: readonly string[], lines: readonly (readonly string[])[]): string {
  const [head, ...rows] = [titles, ...lines].map((cells) =>
    cells.map((cell) => cell.replaceAll('|', '\\|')),
  ) as [string[], ...string[][]];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}
