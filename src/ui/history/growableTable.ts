/** @file A table that only grows: named columns of numbers, appended to row by row without copying what is there. */

interface Buffers<Name extends string> {
  readonly columns: Readonly<Record<Name, Float64Array>>;
  /** Rows written so far by whichever table is the longest on these buffers. */
  used: number;
}

/**
 * An immutable table. A table keeps its rows for ever: appending returns a new table, which shares its buffers with
 * the old one as long as it only writes behind the rows that the old one can see.
 */
export interface GrowableTable<Name extends string> {
  readonly length: number;
  readonly buffers: Buffers<Name>;
}

const FIRST_CAPACITY = 64;

function allocate<Name extends string>(names: readonly Name[], capacity: number): Buffers<Name> {
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(capacity)]));
  return { columns: columns as Record<Name, Float64Array>, used: 0 };
}

/** A table without rows. */
export function emptyTable<Name extends string>(names: readonly Name[]): GrowableTable<Name> {
  return { length: 0, buffers: allocate(names, FIRST_CAPACITY) };
}

/**
 * `table` with one more row; a value that `row` lacks becomes NaN.
 * Costs the row alone, but for the times when the capacity doubles or when `table` was appended to before.
 */
export function appendRow<Name extends string>(
  table: GrowableTable<Name>,
  row: Readonly<Partial<Record<Name, number | undefined>>>,
): GrowableTable<Name> {
  let { buffers } = table;
  const names = Object.keys(buffers.columns) as Name[];
  const capacity = buffers.columns[names[0]!].length;
  const full = table.length === capacity;
  if (full || buffers.used !== table.length) {
    const grown = allocate(names, full ? 2 * capacity : capacity);
    for (const name of names) grown.columns[name].set(buffers.columns[name].subarray(0, table.length));
    buffers = grown;
  }
  for (const name of names) buffers.columns[name][table.length] = row[name] ?? Number.NaN;
  buffers.used = table.length + 1;
  return { length: table.length + 1, buffers };
}

/** `[table.length]` values of one column: a window on the table's own memory, not to be written to. */
export function columnOf<Name extends string>(table: GrowableTable<Name>, name: Name): Float64Array {
  return table.buffers.columns[name].subarray(0, table.length);
}

/** The rows of `table` before the first one whose value of `name` is above `limit`; the column must not fall. */
export function rowsUpTo<Name extends string>(
  table: GrowableTable<Name>,
  name: NoInfer<Name>,
  limit: number,
): GrowableTable<Name> {
  const column = columnOf(table, name);
  let { length } = table;
  while (length > 0 && column[length - 1]! > limit) length--;
  return length === table.length ? table : { ...table, length };
}
