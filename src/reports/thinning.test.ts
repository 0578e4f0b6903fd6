import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extremes, largestTriangles } from './thinning';

const range = (count: number) => Float64Array.from({ length: count }, (_, row) => row);
const curve = fc.float64Array({
  minLength: 1,
  maxLength: 300,
  noNaN: true,
  noDefaultInfinity: true,
  min: -1e6,
  max: 1e6,
});

function ascending(rows: Int32Array): boolean {
  return rows.every((row, index) => index === 0 || row > rows[index - 1]!);
}

describe('largestTriangles', () => {
  it('keeps both ends, the order and the limit', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 3, max: 60 }), (ys, points) => {
        const kept = largestTriangles(range(ys.length), ys, points);
        expect(kept.length).toBe(Math.min(points, ys.length));
        expect(ascending(kept)).toBe(true);
        expect([kept[0], kept.at(-1)]).toEqual([0, ys.length - 1]);
      }),
    );
  });

  it('keeps a corner and drops what lies on the line', () => {
    const ys = range(101).map((x) => (x < 50 ? 0 : x - 50));
    expect([...largestTriangles(range(101), ys, 5)]).toContain(50);
  });
});

describe('extremes', () => {
  it('loses neither the highest nor the lowest value', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 4, max: 60 }), (ys, points) => {
        const kept = extremes(ys, points);
        expect(kept.length).toBeLessThanOrEqual(Math.max(points, 4));
        expect(ascending(kept)).toBe(true);
        const values = [...kept].map((row) => ys[row]!);
        expect(Math.max(...values)).toBe(Math.max(...ys));
        expect(Math.min(...values)).toBe(Math.min(...ys));
      }),
    );
  });

  it('does not mistake a missing value for an extreme one', () => {
    const ys = Float64Array.from({ length: 100 }, (_, row) => (row % 2 === 0 ? Number.NaN : row));
    const kept = extremes(ys, 10).slice(1, -1);
    expect([...kept].every((row) => Number.isFinite(ys[row]))).toBe(true);
  });
});
