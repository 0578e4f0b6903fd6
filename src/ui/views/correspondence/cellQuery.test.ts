import { describe, expect, it } from 'vitest';
import { askCell, compareWith } from './cellQuery';
import { testSnapshot, testView } from './testSnapshot';

const whole = { top: 0, left: 0, height: 16, width: 16 };
const right = { top: 0, left: 8, height: 16, width: 8 };

describe('askCell', () => {
  it('finds the true cell of a flipped view when features are locations', () => {
    const snapshot = testSnapshot(testView(whole, false, 4), testView(whole, true, 4));
    const answer = askCell(snapshot, { view: 0, cell: 4 }, 'features');
    expect(answer?.best).toEqual({ cell: 7, distance: 0, rank: 1, miss: { pixels: 0, cells: 0 } });
    expect(answer?.truth?.comparison.cell).toBe(7);
    expect(answer?.farthest).toBeCloseTo(Math.hypot(12, 8), 5);
  });

  it('asks from either view, and tells how wrong a best match is', () => {
    const upsideDown = Float32Array.of(1, 1, 0, 0);
    const snapshot = testSnapshot(
      testView(whole, false, 2, Float32Array.of(0, 0, 1, 1)),
      testView(whole, false, 2, upsideDown),
    );
    const answer = askCell(snapshot, { view: 1, cell: 0 }, 'features')!;
    expect(answer.best).toMatchObject({ cell: 2, miss: { pixels: 8, cells: 1 } });
    expect(answer.truth?.comparison).toMatchObject({ cell: 0, distance: 1, rank: 3 });
    expect(compareWith(snapshot, answer, 3)).toMatchObject({ distance: 0, rank: 1 });
  });

  it('has no true place where the other view does not show one', () => {
    const snapshot = testSnapshot(testView(whole, false, 4), testView(right, false, 4));
    expect(askCell(snapshot, { view: 0, cell: 0 }, 'features')?.truth).toBeUndefined();
    expect(askCell(snapshot, { view: 0, cell: 3 }, 'features')?.truth).toBeDefined();
  });

  it('has no answer without embeddings or beyond the map', () => {
    const snapshot = testSnapshot(testView(whole, false, 2), testView(whole, false, 2));
    expect(askCell(snapshot, { view: 0, cell: 0 }, 'embeddings')).toBeUndefined();
    expect(askCell(snapshot, { view: 0, cell: 4 }, 'features')).toBeUndefined();
  });
});
