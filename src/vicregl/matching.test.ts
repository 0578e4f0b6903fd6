import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { locationGrid } from '../augment/locationGrid';
import type { CropBox } from '../augment/viewParameters';
import { randomStream } from '../random/stream';
import { matchWeights } from '../ops/matchWeights';
import { ALL_MATCHES } from './definition/matchCounts';
import { keepBest, nearestCells } from './matching';

beforeAll(() => tf.setBackend('cpu'));

const [ROWS, COLUMNS] = [3, 4];

function cellsOf(crop: CropBox, flip = false): tf.Tensor3D {
  return tf.tensor3d(locationGrid(crop, ROWS, COLUMNS, flip), [1, ROWS * COLUMNS, 2]);
}

function random(shape: [number, number, number], index: number): tf.Tensor3D {
  const stream = randomStream(3, 'probe', 0, index);
  return tf.tensor3d(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => stream.normal()),
    shape,
  );
}

/** Each cell's mirror image in its row. */
const MIRRORED = Array.from(
  { length: ROWS * COLUMNS },
  (_, cell) => Math.floor(cell / COLUMNS) * COLUMNS + (COLUMNS - 1 - (cell % COLUMNS)),
);

describe('matches between views', () => {
  const crop: CropBox = { top: 5, left: 9, height: 30, width: 44 };

  it('pair a crop and its flip by mirrored cells, at distance 0', async () => {
    const { index, distance } = nearestCells(cellsOf(crop), cellsOf(crop, true));
    expect([...(await index.data())]).toEqual(MIRRORED);
    expect(Math.max(...(await distance.data()))).toBe(0);
  });

  it('find equal embeddings wherever they are, far from the origin too', async () => {
    const input = tf.add<tf.Tensor3D>(random([1, 12, 40], 0), 100);
    const candidate = tf.reverse(input, 1);
    const { index, distance } = nearestCells(input, candidate);
    expect([...(await index.data())]).toEqual(Array.from({ length: 12 }, (_, cell) => 11 - cell));
    expect(Math.max(...(await distance.data()))).toBe(0);
  });

  it('take the lowest cell among equals', async () => {
    const candidate = tf.tensor3d([
      [
        [5, 0],
        [1, 0],
        [1, 0],
        [0, 1],
      ],
    ]);
    const { index } = nearestCells(tf.zeros([1, 2, 2]), candidate);
    expect([...(await index.data())]).toEqual([1, 1]);
    const distance = tf.tensor2d([[2, 1, 1, 1]]);
    const { input } = keepBest({ distance, index: tf.zeros([1, 4], 'int32') }, 2);
    expect([...(await input.data())]).toEqual([1, 2]);
  });

  it('of disjoint crops lie as far apart as the crops at least', async () => {
    const far: CropBox = { top: 5, left: 100, height: 30, width: 44 };
    const { distance } = nearestCells(cellsOf(crop), cellsOf(far));
    expect(Math.min(...(await distance.data()))).toBeGreaterThanOrEqual(100 - (9 + 44));
  });

  it('are kept in the order of their cells, not of their distances', async () => {
    const distance = tf.tensor2d([
      [9, 3, 8, 1, 2],
      [1, 2, 3, 4, 5],
    ]);
    const index = tf.tensor2d(
      [
        [10, 11, 12, 13, 14],
        [20, 21, 22, 23, 24],
      ],
      [2, 5],
      'int32',
    );
    const matches = keepBest({ distance, index }, 3);
    expect(await matches.input.array()).toEqual([
      [1, 3, 4],
      [0, 1, 2],
    ]);
    expect(await matches.candidate.array()).toEqual([
      [11, 13, 14],
      [20, 21, 22],
    ]);
    expect(await matches.distance.array()).toEqual([
      [3, 1, 2],
      [1, 2, 3],
    ]);
  });

  it('count equally within the threshold of their kind, and not at all beyond', async () => {
    const distance = tf.tensor2d([
      [3, 1, 2, 9, 9],
      [1, 2, 3, 9, 1],
    ]);
    const weights = matchWeights(
      { distance, threshold0: tf.scalar(2) },
      { kept: [3, 2], shares: [1, 0.5], thresholds: [0, -1] },
    );
    expect(await weights.array()).toEqual([
      [0, 0.25, 0.25, 0.125, 0.125],
      [0.25, 0.25, 0, 0.125, 0.125],
    ]);
    const none = { kept: [5], shares: [1], thresholds: [0] };
    expect(await matchWeights({ distance, threshold0: tf.scalar(0) }, none).data()).toEqual(
      new Float32Array(10),
    );
  });

  it.each([ALL_MATCHES, 12])('are complete at γ = %i', async (count) => {
    const neighbours = nearestCells(random([2, 12, 3], 1), random([2, 5, 3], 2));
    const matches = keepBest(neighbours, count);
    expect((await matches.input.array())[1]).toEqual(Array.from({ length: 12 }, (_, cell) => cell));
    expect(await matches.candidate.data()).toEqual(await neighbours.index.data());
  });

  it.each([0, -2, 13])('refuse γ = %i of 12 cells', (count) => {
    const neighbours = nearestCells(random([1, 12, 3], 1), random([1, 5, 3], 2));
    expect(() => keepBest(neighbours, count)).toThrow(/view has 12 cells/);
  });
});
