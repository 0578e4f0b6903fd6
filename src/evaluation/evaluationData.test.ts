import { describe, expect, it } from 'vitest';
import type { ImageSet } from '../data/imageSet';
import type { HeldOutSet } from '../data/imageSet';
import { evaluationData } from './evaluationData';

/** Images of one grey value, which tells where they come from; every other one of class 1. */
function grey(value: number, count: number): ImageSet {
  return {
    name: `grey ${value}`,
    count,
    height: 2,
    width: 2,
    images: new Uint8Array(count * 12).fill(value),
    labels: Uint16Array.from({ length: count }, (_, image) => image % 2),
    classNames: ['even', 'odd'],
  };
}

const kept = (split: HeldOutSet['split'], value: number): HeldOutSet => ({ split, set: grey(value, 4) });
const greyOf = (data: ImageSet, indices: Int32Array) =>
  new Set(Array.from(indices, (i) => data.images[12 * i]));

describe('the images of an evaluation', () => {
  it('are split by class where the data set has no splits', async () => {
    const { data, split, report } = await evaluationData(grey(1, 40), [], 3);
    expect(data.count).toBe(40);
    expect(report).toEqual({ train: 28, validation: 6, test: 6, seed: 3, source: 'stratified' });
    expect(new Set([...split.train, ...split.validation, ...split.test]).size).toBe(40);
  });

  it('are tested on the validation images where there are no test images, and validated on training images', async () => {
    const { data, split, report } = await evaluationData(grey(1, 40), [kept('val', 2)], 3);
    expect(report).toEqual({ train: 34, validation: 6, test: 4, seed: 3, source: 'data set' });
    expect(greyOf(data, split.test)).toEqual(new Set([2]));
    expect(greyOf(data, split.train)).toEqual(new Set([1]));
    expect(greyOf(data, split.validation)).toEqual(new Set([1]));
  });

  it('are those of the data set’s own three parts, without a seed', async () => {
    const { data, split, report } = await evaluationData(grey(1, 10), [kept('test', 3), kept('val', 2)], 3);
    expect(report).toEqual({ train: 10, validation: 4, test: 4, source: 'data set' });
    expect(greyOf(data, split.validation)).toEqual(new Set([2]));
    expect(greyOf(data, split.test)).toEqual(new Set([3]));
    expect(data.labels).toHaveLength(18);
  });
});
