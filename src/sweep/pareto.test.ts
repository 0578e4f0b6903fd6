import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paretoFront, type Better, type Pair } from './pareto';

const dominates = (a: Pair, b: Pair, { x, y }: Better): boolean => {
  const dx = x ? a.x - b.x : b.x - a.x;
  const dy = y ? a.y - b.y : b.y - a.y;
  return dx >= 0 && dy >= 0 && (dx > 0 || dy > 0);
};

it('keeps the points that no other one dominates, as a search through all pairs does', () => {
  // Few values, so that ties and equal points are common.
  const point = fc.record({ x: fc.integer({ min: 0, max: 5 }), y: fc.integer({ min: 0, max: 5 }) });
  const better = fc.record({ x: fc.boolean(), y: fc.boolean() });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), better, (points, direction) => {
      const expected = points.filter((one) => !points.some((other) => dominates(other, one, direction)));
      const front = paretoFront(points, direction);
      expect(new Set(front)).toEqual(new Set(expected));
      expect(front).toHaveLength(expected.length);
      expect(front.map(({ x }) => x)).toEqual(front.map(({ x }) => x).sort((a, b) => a - b));
    }),
  );
});
