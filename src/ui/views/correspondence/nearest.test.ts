import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  closest,
  distancesFrom,
  nearestBothWays,
  nearestInSlices,
  rankOf,
  type CellVectors,
} from './nearest';

const cells = (size: number, ...values: number[]): CellVectors => ({
  count: values.length / size,
  size,
  values: Float32Array.from(values),
});

describe('distances between cells', () => {
  it('are Euclidean', () => {
    const distances = distancesFrom(cells(2, 9, 9, 1, 1), 1, cells(2, 1, 1, 4, 5, 1, 3));
    expect([...distances]).toEqual([0, 5, 2]);
    expect(closest(distances)).toBe(0);
    expect([0, 1, 2].map((cell) => rankOf(distances, cell))).toEqual([1, 3, 2]);
  });

  it('take the lowest of equally near cells', () => {
    expect(closest(Float32Array.of(3, 1, 1))).toBe(1);
    const { forward } = nearestBothWays(cells(1, 0), cells(1, 2, -2));
    expect(forward.cell[0]).toBe(0);
  });

  it('agree in both directions with asking cell by cell', () => {
    const vectors = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 24 });
    fc.assert(
      fc.property(vectors, vectors, (a, b) => {
        const first = cells(1, ...a);
        const second = cells(1, ...b);
        const { forward, backward } = nearestBothWays(first, second);
        a.forEach((_, cell) => expect(forward.cell[cell]).toBe(closest(distancesFrom(first, cell, second))));
        b.forEach((_, cell) => expect(backward.cell[cell]).toBe(closest(distancesFrom(second, cell, first))));
      }),
    );
  });

  it('come in as many slices as the first map has cells', () => {
    expect([...nearestInSlices(cells(1, 1, 2, 3), cells(1, 1))]).toHaveLength(3);
  });
});
