import { describe, expect, it } from 'vitest';
import { testView } from '../ui/views/correspondence/testSnapshot';
import { judge, missOf, sourceOf } from './verdict';

const whole = testView({ top: 0, left: 0, height: 16, width: 16 }, false, 4);
const right = testView({ top: 0, left: 8, height: 8, width: 8 }, false, 4);
const flipped = testView({ top: 0, left: 8, height: 8, width: 8 }, true, 4);

describe('judge', () => {
  it('calls a match right near the true location, as the matching accuracy does', () => {
    const cell = 2; // (2, 10) in the source, between cells 0, 1, 4 and 5 of the right view
    expect(sourceOf(whole, cell)).toEqual({ x: 10, y: 2 });
    expect([0, 1, 4, 5].map((candidate) => judge(whole, cell, right, candidate))).toEqual(
      Array(4).fill('right'),
    );
    expect([2, 8, 15].map((candidate) => judge(whole, cell, right, candidate))).toEqual(
      Array(3).fill('wrong'),
    );
    expect(judge(whole, cell, flipped, 0)).toBe('wrong');
    expect(judge(whole, cell, flipped, 3)).toBe('right');
  });

  it('does not judge what the other view does not show', () => {
    expect(judge(whole, 0, right, 0)).toBe('unseen');
  });

  it('measures in pixels of the source and in cells of the view', () => {
    expect(missOf(right, 0, { x: 9, y: 7 })).toEqual({ pixels: 6, cells: 3 });
  });
});
