import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { IGNORED_CLASS, type ImageSet } from '../data/imageSet';
import { randomStream } from '../random/stream';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { accuracy, count, emptyConfusion, intersectionsOverUnion, meanIou } from './scores';
import { segmentMaps, SEGMENTATION_OPTIONS, type SegmentationScore, type WindowedMaps } from './segmentation';
import { segmentationEntropy } from './segmentationHead';
import { bilinearMatrix, upsample } from './upsample';
import { slidingWindows } from './windows';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

describe('scores', () => {
  it('are those of masks counted by hand', () => {
    // Truth 0 0 1 1 | 2 2 2 ignored, prediction 0 1 1 1 | 2 2 0 0: IoU 1/3, 2/3, 2/3.
    const truth = [0, 0, 1, 1, 2, 2, 2, IGNORED_CLASS];
    const guess = [0, 1, 1, 1, 2, 2, 0, 0];
    const matrix = emptyConfusion(4);
    truth.forEach((label, pixel) => {
      if (label !== IGNORED_CLASS) count(matrix, label, guess[pixel]!);
    });
    const ious = intersectionsOverUnion(matrix);
    expect(ious).toEqual([1 / 3, 2 / 3, 2 / 3, null]);
    expect(meanIou(matrix)).toBeCloseTo(5 / 9);
    expect(accuracy(matrix)).toBeCloseTo(5 / 7);
  });

  it('are 0 where there is nothing', () => {
    expect(meanIou(emptyConfusion(3))).toBe(0);
    expect(accuracy(emptyConfusion(3))).toBe(0);
  });
});

describe('upsampling', () => {
  it.each([
    [1, 4],
    [2, 5],
    [4, 8],
    [8, 8],
    [7, 3],
  ])('interpolates %i to %i samples as tfjs does with half-pixel centres', async (side, size) => {
    const stream = randomStream(1, 'probe', side, size);
    const maps = tf.tensor4d(
      Float32Array.from({ length: 2 * side * side * 3 }, () => stream.normal()),
      [2, side, side, 3],
    );
    const expected = tf.image.resizeBilinear(maps, [size, size], false, true);
    const matrix = tf.tensor2d(bilinearMatrix(side, size), [size, side]);
    const actual = upsample(tf.reshape(maps, [2, side * side, 3]), matrix);
    const difference = tf.max(tf.abs(tf.sub(tf.reshape(expected, actual.shape), actual)));
    expect((await difference.data())[0]).toBeLessThan(1e-5);
  });
});

describe('sliding windows', () => {
  it.each([
    [64, 64, 64, 1],
    [64, 64, 100, 1],
    [96, 64, 64, 2],
    [100, 130, 64, 6],
  ])('cover an image of %i × %i with windows of %i: %i of them', (height, width, window, expected) => {
    const boxes = slidingWindows(height, width, window);
    expect(boxes).toHaveLength(expected);
    const covered = new Set<number>();
    for (const { top, left, height: rows, width: columns } of boxes) {
      expect(rows).toBe(columns);
      expect(top + rows).toBeLessThanOrEqual(height);
      expect(left + columns).toBeLessThanOrEqual(width);
      for (let y = top; y < top + rows; y++)
        for (let x = left; x < left + columns; x++) covered.add(y * width + x);
    }
    expect(covered.size).toBe(height * width);
  });
});

describe('cross entropy', () => {
  it('leaves ignored pixels out', () => {
    const logits = tf.tensor3d([2, 0, 0, 3, 5, 5], [1, 3, 2]);
    const entropy = segmentationEntropy(logits, tf.tensor1d([0, 1, IGNORED_CLASS], 'int32')).dataSync()[0]!;
    const expected = (Math.log(1 + Math.exp(-2)) + Math.log(1 + Math.exp(-3))) / 2;
    expect(entropy).toBeCloseTo(expected, 5);
    expect(segmentationEntropy(logits, tf.fill([3], IGNORED_CLASS, 'int32')).dataSync()[0]).toBeCloseTo(0);
  });
});

const SIDE = 4;
const SIZE = 16;
const CLASSES = 3;

/** Masks of one class a cell, and an ignored pixel here and there. */
function blockMasks(images: number): ImageSet {
  const stream = randomStream(3, 'scene');
  const masks = new Uint8Array(images * SIZE * SIZE);
  for (let image = 0; image < images; image++) {
    const cells = Array.from({ length: SIDE * SIDE }, () => stream.below(CLASSES));
    for (let pixel = 0; pixel < SIZE * SIZE; pixel++) {
      const [y, x] = [Math.floor(pixel / SIZE), pixel % SIZE];
      const cell = Math.floor((y * SIDE) / SIZE) * SIDE + Math.floor((x * SIDE) / SIZE);
      masks[image * SIZE * SIZE + pixel] = stream.below(10) === 0 ? IGNORED_CLASS : cells[cell]!;
    }
  }
  return {
    name: 'blocks',
    count: images,
    height: SIZE,
    width: SIZE,
    images: new Uint8Array(images * SIZE * SIZE * 3),
    masks,
    maskClassNames: ['a', 'b', 'c'],
  };
}

/** Maps at the masks' own size, so that perfect features can be perfect: the one-hot class, or noise. */
function maps(data: ImageSet, images: Int32Array, kind: 'perfect' | 'noise'): WindowedMaps {
  const stream = randomStream(9, 'probe');
  const values = new Float32Array(images.length * SIZE * SIZE * CLASSES);
  images.forEach((image, place) => {
    for (let pixel = 0; pixel < SIZE * SIZE; pixel++) {
      const label = data.masks![image * SIZE * SIZE + pixel]!;
      for (let channel = 0; channel < CLASSES; channel++) {
        values[(place * SIZE * SIZE + pixel) * CLASSES + channel] =
          kind === 'noise' ? stream.normal() : Number(label === channel);
      }
    }
  });
  return {
    boxes: slidingWindows(SIZE, SIZE, SIZE),
    features: {
      count: images.length,
      channels: CLASSES,
      side: SIZE,
      width: CLASSES,
      representation: new Float32Array(images.length * CLASSES),
      maps: values,
    },
  };
}

function probe(kind: 'perfect' | 'noise'): Promise<SegmentationScore> {
  const data = blockMasks(12);
  const images = { train: Int32Array.from([0, 1, 2, 3, 4, 5, 6, 7]), test: Int32Array.from([8, 9, 10, 11]) };
  const options = { ...SEGMENTATION_OPTIONS, epochs: 30, batch: 4, rate: 0.05, shown: 2 };
  const both = { train: maps(data, images.train, kind), test: maps(data, images.test, kind) };
  return segmentMaps(data, images, both, options);
}

describe('linear segmentation', () => {
  it('scores 100 % on perfect features', async () => {
    const score = await probe('perfect');
    expect(score.meanIou).toBe(1);
    expect(score.pixelAccuracy).toBe(1);
    expect(score.shown.map(({ image }) => image)).toEqual([8, 9]);
  });

  it('scores no better than a constant or a guess on noise', async () => {
    const score = await probe('noise');
    expect(score.pixelAccuracy).toBeLessThan(0.45);
    expect(score.meanIou).toBeLessThan(0.3);
    expect(score.constant).toBeGreaterThan(0.08);
    expect(score.constant).toBeLessThan(0.2);
  });
});
