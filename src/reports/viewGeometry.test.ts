import { describe, expect, it } from 'vitest';
import { testView } from '../ui/views/correspondence/testSnapshot';
import { cellAt, cellCentre, judge, missOf, placeOn, sharedArea, shows, sourceOf } from './viewGeometry';

const whole = testView({ top: 0, left: 0, height: 16, width: 16 }, false, 4);
const right = testView({ top: 0, left: 8, height: 8, width: 8 }, false, 4);
const flipped = testView({ top: 0, left: 8, height: 8, width: 8 }, true, 4);
const lower = testView({ top: 12, left: 0, height: 4, width: 4 }, false, 2);

describe('places on views', () => {
  it('lead from a cell through the source back to the cell, flipped or not', () => {
    for (const view of [whole, right, flipped]) {
      for (let cell = 0; cell < 16; cell++) {
        const place = placeOn(view, sourceOf(view, cell));
        expect(place.x).toBeCloseTo(cellCentre(view, cell).x, 5);
        expect(cellAt(view, place)).toBe(cell);
      }
    }
  });

  it('are mirrored on a flipped view', () => {
    expect(placeOn(right, { x: 9, y: 1 })).toEqual({ x: 0.125, y: 0.125 });
    expect(placeOn(flipped, { x: 9, y: 1 })).toEqual({ x: 0.875, y: 0.125 });
  });

  it('beyond the border count to the cells at the border', () => {
    expect(cellAt(whole, { x: 1.2, y: -0.1 })).toBe(3);
    expect(cellAt(whole, { x: 1, y: 1 })).toBe(15);
  });
});

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
    expect(shows(right, sourceOf(whole, 0))).toBe(false);
  });

  it('measures in pixels of the source and in cells of the view', () => {
    expect(missOf(right, 0, { x: 9, y: 7 })).toEqual({ pixels: 6, cells: 3 });
  });
});

describe('sharedArea', () => {
  it('is the overlap of the crops as each view shows it', () => {
    expect(sharedArea(whole, right)).toEqual({ x: 0.5, y: 0, width: 0.5, height: 0.5 });
    expect(sharedArea(flipped, whole)).toEqual({ x: 0, y: 0, width: 1, height: 1 });
    const narrow = testView({ top: 0, left: 12, height: 8, width: 4 }, false, 2);
    expect(sharedArea(right, narrow)?.x).toBe(0.5);
    expect(sharedArea(flipped, narrow)?.x).toBe(0);
  });

  it('is nothing for disjoint crops', () => {
    expect(sharedArea(right, lower)).toBeUndefined();
  });
});
