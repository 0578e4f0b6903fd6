import { expect, it } from 'vitest';
import { randomStream } from '../../../random/stream';
import { umapLayout } from './umapLayout';

it('keeps two groups apart, and is the same for the same seed', () => {
  const stream = randomStream(1, 'layout');
  const [count, width] = [40, 6];
  // The first half points one way, the second another.
  const vectors = Float32Array.from(
    { length: count * width },
    (_, at) => 0.1 * stream.normal() + (at % width === (at < 20 * width ? 0 : 3) ? 1 : 0),
  );
  const request = { vectors, count, width, seed: 4 };
  const shares: number[] = [];
  const places = umapLayout(request, (share) => shares.push(share));
  expect(places).toHaveLength(2 * count);
  expect(shares.at(-1)).toBe(1);
  const centre = (from: number) =>
    [0, 1].map((axis) =>
      [...Array(20).keys()].reduce((sum, at) => sum + places[2 * (from + at) + axis]! / 20, 0),
    );
  const [first, second] = [centre(0), centre(20)];
  const apart = Math.hypot(first[0]! - second[0]!, first[1]! - second[1]!);
  const radius = Math.max(
    ...[...Array(20).keys()].map((at) =>
      Math.hypot(places[2 * at]! - first[0]!, places[2 * at + 1]! - first[1]!),
    ),
  );
  expect(apart).toBeGreaterThan(1.5 * radius);
  expect(umapLayout(request)).toEqual(places);
});
