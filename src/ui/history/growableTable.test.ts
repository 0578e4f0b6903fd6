import { describe, expect, it } from 'vitest';
import { appendRow, columnOf, emptyTable } from './growableTable';

describe('GrowableTable', () => {
  it('keeps what earlier tables saw, over many doublings', () => {
    let table = emptyTable(['a', 'b']);
    const early = [table];
    for (let row = 0; row < 1000; row++) {
      table = appendRow(table, { a: row });
      early.push(table);
    }
    expect([...columnOf(table, 'a')]).toEqual(Array.from({ length: 1000 }, (_, row) => row));
    early.forEach((old, length) =>
      expect(columnOf(old, 'a').at(-1)).toBe(length === 0 ? undefined : length - 1),
    );
    expect(columnOf(table, 'b').every(Number.isNaN)).toBe(true);
  });

  it('does not let two futures of one table overwrite each other', () => {
    const base = appendRow(emptyTable(['a']), { a: 1 });
    const left = appendRow(base, { a: 2 });
    const right = appendRow(base, { a: 3 });
    expect([...columnOf(left, 'a')]).toEqual([1, 2]);
    expect([...columnOf(right, 'a')]).toEqual([1, 3]);
  });
});
