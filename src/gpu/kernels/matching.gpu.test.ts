import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { bestMatches } from '../../ops/bestMatches';
import { pairwiseNearest } from '../../ops/pairwiseNearest';
import { layoutOf } from '../../ops/viewLayout';
import { ADAPTERS, openSharedDevice, WITHOUT_QUADS, type TiledFor } from '../testing/sharedDevice';

/** @file Ties and near ties, with the values that they must have. */

/** Opens a device for the tests of a block, with kernels tiled for an adapter. */
function useDevice(tiledFor?: TiledFor): void {
  let open: Computer;
  beforeAll(async () => {
    open = await openSharedDevice(tiledFor === undefined ? {} : { tiledFor });
  });
  afterAll(() => open.close());
}

const valuesOf = (tensors: readonly tf.Tensor[]): Promise<number[][]> =>
  Promise.all(tensors.map(async (tensor) => [...(await tensor.data())]));

/** Distances and indices of two views of one sample, both ways. */
function nearest(one: number[][], other: number[][]): Promise<number[][]> {
  return valuesOf(
    pairwiseNearest(
      { embeddings: tf.tensor2d([...one, ...other]) },
      { ...layoutOf(1, [one.length, other.length]), one: [0], other: [1] },
    ),
  );
}

describe.each<TiledFor>([...ADAPTERS, WITHOUT_QUADS])('pairwiseNearest on kernels for %s', (adapter) => {
  useDevice(adapter);

  it('takes the lowest index of equals and tells a duplicate by distance 0, both ways', async () => {
    // Four different cells, over and over: ties within a thread, between threads and between workgroups.
    const cell = (i: number): number[] => [i % 4, -(i % 4), 0.5];
    const one = Array.from({ length: 9 }, (_, i) => cell(i));
    const other = Array.from({ length: 70 }, (_, i) => cell(i + 2));
    const forward = [2, 3, 0, 1, 2, 3, 0, 1, 2];
    const backward = Array.from({ length: 70 }, (_, i) => (i + 2) % 4);
    expect(await nearest(one, other)).toEqual([Array(79).fill(0), [...forward, ...backward]]);
    expect(await nearest(other, one)).toEqual([Array(79).fill(0), [...backward, ...forward]]);
  });

  it('tells near candidates apart far from the origin', async () => {
    const candidates = [
      [1000, 1000, 1000.01, 1000, 1000],
      [1000, 1000.005, 1000, 1000, 1000],
      [1001, 1000, 1000, 1000, 1000],
    ];
    const [, index] = await nearest([[1000, 1000, 1000, 1000, 1000]], candidates);
    expect(index![0]).toBe(1);
  });
});

describe('bestMatches on the GPU', () => {
  useDevice();

  it('prefers the lower cell of equals, and orders by cell', async () => {
    const distance = [
      [3, 1, 2, 1, 1, 0],
      [5, 5, 5, 5, 5, 5],
    ];
    const [rows, kept] = await valuesOf(
      bestMatches(
        { distance: tf.tensor2d(distance), index: tf.zeros([2, 6], 'int32') },
        { ...layoutOf(2, [6]), from: [0], into: [0], kept: [3], columns: [0] },
      ),
    );
    // Cells of the second sample are rows 6 … 11.
    expect(rows).toEqual([1, 3, 5, 0, 0, 0, 6, 7, 8, 6, 6, 6]);
    expect(kept).toEqual([1, 1, 0, 5, 5, 5]);
  });
});
