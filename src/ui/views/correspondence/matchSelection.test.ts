import { describe, expect, it } from 'vitest';
import { countVerdicts, rankedList, selectMatches } from './matchSelection';
import { nearestBothWays } from './nearest';
import { testSnapshot, testView } from './testSnapshot';

const crop = { top: 0, left: 0, height: 16, width: 16 };
const snapshot = testSnapshot(testView(crop, false, 3), testView(crop, true, 3));
const list = {
  input: Int32Array.of(3, 0, 1, 2),
  candidate: Int32Array.of(5, 0, 1, 0),
  distance: Float32Array.of(0.1, 0.2, 0.3, 0.4),
};

describe('selectMatches', () => {
  it('keeps the best, up to the count and the threshold', () => {
    const inputs = (count: number, threshold?: number) =>
      selectMatches(snapshot, list, 4, { count, threshold }).map(({ input }) => input);
    expect(inputs(3)).toEqual([3, 0, 1]);
    expect(inputs(4, 0.25)).toEqual([3, 0]);
    expect(inputs(9)).toEqual([3, 0, 1, 2]);
  });

  it('marks what the criterion keeps and judges every match', () => {
    const shown = selectMatches(snapshot, list, 2, { count: 4 });
    expect(shown.map(({ kept }) => kept)).toEqual([true, true, false, false]);
    // Mirrored: cell 2 shows what cell 0 of view 0 shows, and so on.
    expect(shown.map(({ verdict }) => verdict)).toEqual(['right', 'wrong', 'right', 'right']);
    expect(countVerdicts(shown)).toEqual({ right: 3, wrong: 1, unseen: 0 });
  });

  it('fills up to the count with mutual pairs only', () => {
    const back = { cell: Int32Array.of(2, 1, 0, 5, 4, 3, 8, 7, 6), distance: new Float32Array(9) };
    expect(selectMatches(snapshot, list, 4, { count: 2, back }).map(({ input }) => input)).toEqual([3, 1]);
  });
});

describe('rankedList', () => {
  it('orders by distance, equal ones by cell', () => {
    const map = (...values: number[]) => ({
      count: values.length,
      size: 1,
      values: Float32Array.from(values),
    });
    const ranked = rankedList(nearestBothWays(map(5, 1, 9, 1), map(1, 6)));
    expect([...ranked.input]).toEqual([1, 3, 0, 2]);
    expect([...ranked.candidate]).toEqual([0, 0, 1, 1]);
    expect([...ranked.distance]).toEqual([0, 0, 1, 3]);
  });
});
