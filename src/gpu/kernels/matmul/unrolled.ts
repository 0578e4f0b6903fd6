/** The statements that `write` gives for 0, 1, …, count − 1. */
export function each(count: number, write: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => write(i)).join(' ');
}

/** The statements that `write` gives for all pairs, a line for each row. */
export function grid(rows: number, columns: number, write: (i: number, j: number) => string): string {
  return each(rows, (i) => `${each(columns, (j) => write(i, j))}\n`);
}
