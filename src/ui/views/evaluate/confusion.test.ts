import { describe, expect, it } from 'vitest';
import { mostConfused, nextCell, shareAt } from './confusion';

const CONFUSION = [
  [8, 2, 0],
  [1, 5, 4],
  [0, 0, 0],
];

describe('a confusion matrix', () => {
  it('is read by rows: shares of the true class', () => {
    expect(shareAt(CONFUSION, { truth: 0, predicted: 1 })).toBe(0.2);
    expect(shareAt(CONFUSION, { truth: 1, predicted: 1 })).toBe(0.5);
    expect(shareAt(CONFUSION, { truth: 2, predicted: 2 })).toBe(0);
  });

  it('names what is confused most often, if anything', () => {
    expect(mostConfused(CONFUSION)).toEqual({ truth: 1, predicted: 2 });
    const right = [
      [3, 0],
      [0, 4],
    ];
    expect(mostConfused(right)).toBeUndefined();
  });

  it('is walked through by keys, and not left', () => {
    const corner = { truth: 0, predicted: 0 };
    expect(nextCell(corner, 'ArrowRight', 3)).toEqual({ truth: 0, predicted: 1 });
    expect(nextCell(corner, 'ArrowDown', 3)).toEqual({ truth: 1, predicted: 0 });
    expect(nextCell(corner, 'ArrowUp', 3)).toEqual(corner);
    expect(nextCell(corner, 'End', 3)).toEqual({ truth: 0, predicted: 2 });
    expect(nextCell(corner, 'x', 3)).toBeUndefined();
  });
});
