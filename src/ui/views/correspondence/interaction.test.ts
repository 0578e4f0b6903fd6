import { describe, expect, it } from 'vitest';
import { neighbourCell } from './keyboard';
import { focusAfter, type CellFocus } from './useCellFocus';

const grid = { rows: 3, columns: 4 };

describe('neighbourCell', () => {
  it('walks the grid and stops at its borders', () => {
    const walk = (cell: number, ...keys: string[]) =>
      keys.reduce((at, key) => neighbourCell(grid, at, key) ?? at, cell);
    expect(walk(0, 'ArrowRight', 'ArrowDown')).toBe(5);
    expect(walk(0, 'ArrowLeft', 'ArrowUp')).toBe(0);
    expect(walk(11, 'ArrowRight', 'ArrowDown')).toBe(11);
    expect(walk(6, 'Home')).toBe(4);
    expect(walk(4, 'End')).toBe(7);
    expect(neighbourCell(grid, 0, 'a')).toBeUndefined();
  });
});

describe('focusAfter', () => {
  const a = { view: 0, cell: 1 } as const;
  const b = { view: 1, cell: 2 } as const;

  it('keeps a pinned cell while the pointer wanders, until it is pressed again or let go', () => {
    let focus: CellFocus = focusAfter({}, { type: 'pin', at: a });
    focus = focusAfter(focus, { type: 'point', at: b });
    expect(focus).toEqual({ hovered: b, pinned: a });
    expect(focusAfter(focus, { type: 'leave' }).pinned).toEqual(a);
    expect(focusAfter(focus, { type: 'release' })).toEqual({ hovered: b, pinned: undefined });
    expect(focusAfter(focus, { type: 'pin', at: { ...a } }).pinned).toBeUndefined();
  });
});
