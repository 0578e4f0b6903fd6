import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { IGNORED_CLASS, type ImageSet } from '../data/imageSet';
import { centreCrop, type Features } from './features';
import { cellClasses, partners, semanticMatching } from './semanticMatching';

beforeAll(() => tf.setBackend('cpu'));

/** Two images of 2 × 2 cells of one pixel: classes 0 1 / 1 2 and 1 0 / 0 ignored. */
const data: ImageSet = {
  name: 'two',
  count: 2,
  height: 2,
  width: 2,
  images: new Uint8Array(24),
  labels: Uint16Array.of(0, 0),
  masks: Uint8Array.of(0, 1, 1, 2, 1, 0, 0, IGNORED_CLASS),
  maskClassNames: ['a', 'b', 'c'],
};

const WHOLE = { top: 0, left: 0, height: 2, width: 2 };

function features(values: readonly number[]): Features {
  return {
    count: 2,
    channels: 1,
    side: 2,
    width: 1,
    representation: new Float32Array(2),
    maps: Float32Array.from(values),
  };
}

describe('semantic matching', () => {
  it('counts nearest cells on the same class, beside chance', async () => {
    // Features are the classes themselves: every match is right. Counted are 3 + 3 cells: class 2 has no partner.
    const perfect = await semanticMatching(
      data,
      Int32Array.of(0, 1),
      features([0, 1, 1, 2, 1, 0, 0, 9]),
      WHOLE,
      1,
    );
    expect(perfect.count).toBe(6);
    expect(perfect.accuracy).toBe(1);
    // Image 0: class 0 has 2 of 4 cells in image 1, class 1 has 1 (twice); image 1: class 1 has 2 of 4, class 0 has 1 (twice).
    expect(perfect.chance).toBeCloseTo((2 + 1 + 1 + 2 + 1 + 1) / 4 / 6);
    const wrong = await semanticMatching(
      data,
      Int32Array.of(0, 1),
      features([0, 1, 1, 2, 0, 1, 1, 9]),
      WHOLE,
      1,
    );
    expect(wrong.accuracy).toBe(0);
  });

  it('pairs images of one class, and leaves a lonely one alone', () => {
    const labels = [0, 0, 1];
    expect(partners(Int32Array.of(0, 1, 2), labels, 1)).toEqual([1, 0, undefined]);
    expect(partners(Int32Array.of(0, 1), undefined, 1)).toEqual([1, 0]);
  });

  it('gives a cell the class of most of its pixels', () => {
    const mask = Uint8Array.of(0, 0, 1, 1, 0, 2, 1, IGNORED_CLASS, 3, 3, 0, 0, 3, 3, 4, 0);
    expect([...cellClasses(mask, 4, { top: 0, left: 0, height: 4, width: 4 }, 2)]).toEqual([0, 1, 3, 0]);
  });

  it('looks at the part of the image that the map shows: of one that is not square, the middle', () => {
    const wide = Uint8Array.of(9, 0, 1, 9, 9, 2, 3, 9);
    expect([...cellClasses(wide, 4, centreCrop({ height: 2, width: 4 }, 1), 2)]).toEqual([0, 1, 2, 3]);
    const tall = Uint8Array.of(9, 9, 0, 1, 2, 3, 9, 9);
    expect([...cellClasses(tall, 2, centreCrop({ height: 4, width: 2 }, 1), 2)]).toEqual([0, 1, 2, 3]);
  });
});
