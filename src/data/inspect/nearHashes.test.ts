import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearHashes } from './nearHashes';

const word = fc.integer({ min: 0, max: 0xffffffff });
/** A few hashes, and copies of them with some bits changed, so that there are pairs at every distance. */
const hashes = fc
  .tuple(
    fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 12 }),
    fc.array(fc.tuple(fc.nat(), fc.array(fc.nat(63), { maxLength: 14 })), { maxLength: 30 }),
  )
  .map(([originals, copies]) => [
    ...originals,
    ...copies.map(([which, bits]) => {
      const words = [...originals[which % originals.length]!];
      for (const bit of bits) words[bit >>> 5]! ^= 1 << (bit & 31);
      return words;
    }),
  ]);

const differing = (a: string, b: string) => Array.from(a).filter((bit, at) => bit !== b[at]).length;

function allPairs(all: readonly (readonly number[])[], distance: number): string[] {
  const bits = all.map(([low, high]) =>
    [low!, high!].map((half) => (half >>> 0).toString(2).padStart(32, '0')).join(''),
  );
  return bits.flatMap((a, i) =>
    bits.flatMap((b, j) => (i < j && differing(a, b) <= distance ? [`${i} ${j}`] : [])),
  );
}

function search(all: readonly (readonly number[])[], distance: number, most?: number) {
  const found: string[] = [];
  const steps = nearHashes(Uint32Array.from(all.flat()), distance, (a, b) => found.push(`${a} ${b}`), most);
  const shares: number[] = [];
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) shares.push(step.value);
  return { found, shares, complete: step.value };
}

it('finds every pair that a comparison of all finds, once', () => {
  fc.assert(
    fc.property(hashes, fc.integer({ min: 1, max: 12 }), (all, distance) => {
      const { found, complete } = search(all, distance);
      expect(found.toSorted()).toEqual(allPairs(all, distance).toSorted());
      expect(complete).toBe(true);
    }),
  );
});

it('ends after so many comparisons, and says so', () => {
  const same = Array.from({ length: 100 }, () => [7, 7]);
  const { found, complete } = search(same, 6, 50);
  expect(found).toHaveLength(50);
  expect(complete).toBe(false);
});

it('compares few of many', () => {
  const random = (place: number) => Math.imul(place + 1, 0x9e3779b1) ^ Math.imul(place + 7, 0x85ebca6b);
  const all = Array.from({ length: 5000 }, (_, place) => [random(place), random(place + 90_001)]);
  // All pairs would be 12.5 million.
  expect(search(all, 6, 1_000_000).complete).toBe(true);
});
