import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stratifiedShare, stratifiedSplit } from './splits';

const labelled = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 300 });

function countsOf(images: Int32Array, labels: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const image of images) counts.set(labels[image]!, (counts.get(labels[image]!) ?? 0) + 1);
  return counts;
}

describe('stratified splits', () => {
  it('put every image into one part, and classes in their proportions', () => {
    fc.assert(
      fc.property(labelled, fc.integer({ min: 0, max: 99 }), (labels, seed) => {
        const split = stratifiedSplit(labels.length, labels, seed);
        const all = [...split.train, ...split.validation, ...split.test].sort((a, b) => a - b);
        expect(all).toEqual([...labels.keys()]);
        const whole = countsOf(Int32Array.from(labels.keys()), labels);
        for (const [label, count] of whole) {
          const held = countsOf(split.test, labels).get(label) ?? 0;
          expect(Math.abs(held - 0.15 * count)).toBeLessThanOrEqual(1);
          expect(countsOf(split.train, labels).get(label)).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });

  it('are functions of the seed', () => {
    const labels = Array.from({ length: 100 }, (_, image) => image % 4);
    expect(stratifiedSplit(100, labels, 1)).toEqual(stratifiedSplit(100, labels, 1));
    expect(stratifiedSplit(100, labels, 1).test).not.toEqual(stratifiedSplit(100, labels, 2).test);
  });

  it('take shares of the labels, each within the next larger, every class in it', () => {
    const labels = Array.from({ length: 400 }, (_, image) => image % 4);
    const { train } = stratifiedSplit(400, labels, 3);
    const [one, ten] = [0.01, 0.1].map((share) => stratifiedShare(train, labels, share, 3));
    expect([...countsOf(one!, labels).values()]).toEqual([1, 1, 1, 1]);
    expect([...countsOf(ten!, labels).values()]).toEqual([7, 7, 7, 7]);
    expect([...one!].every((image) => ten!.includes(image))).toBe(true);
    expect(stratifiedShare(train, labels, 1, 3)).toBe(train);
  });
});
