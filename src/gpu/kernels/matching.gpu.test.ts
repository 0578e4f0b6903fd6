import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { bestMatches } from '../../ops/bestMatches';
import { matchWeights } from '../../ops/matchWeights';
import { pairwiseNearest } from '../../ops/pairwiseNearest';
import { ADAPTERS, openTiledFor } from './adapters';
import { randomTensor } from './compareToComposed';
import { registerGpuKernels } from './index';

/** Opens a device for the tests of a block, with kernels tiled for `adapter`. */
function useDevice(adapter: (typeof ADAPTERS)[number]): void {
  let open: Computer;
  beforeAll(async () => {
    open = await openTiledFor(adapter);
    registerGpuKernels();
  });
  afterAll(() => open.close());
}

/** The values that `compute` gives on each backend; the GPU twice. */
async function onBoth(compute: () => tf.Tensor[]): Promise<Record<'cpu' | 'gpu' | 'again', number[][]>> {
  const on = async (backend: string): Promise<number[][]> => {
    await tf.setBackend(backend);
    const tensors = compute();
    const values = await Promise.all(tensors.map(async (tensor) => [...(await tensor.data())]));
    tf.dispose(tensors);
    return values;
  };
  return { cpu: await on('cpu'), gpu: await on('webgpu'), again: await on('webgpu') };
}

const largestDifference = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

/** Where views of these sizes lie one after the other. */
function layoutOf(batch: number, cells: readonly number[]) {
  let end = 0;
  const first = cells.map((count) => (end += batch * count) - batch * count);
  return { batch, first, cells };
}

describe.each(ADAPTERS)('pairwiseNearest on kernels for %s, against its composition', (adapter) => {
  useDevice(adapter);

  it.each([
    [2, [1, 2], 1],
    [2, [5, 3], 2],
    [3, [33, 40], 7],
    [2, [64, 31], 20],
    // Beyond one workgroup, on either side.
    [1, [70, 100], 33],
    [2, [140, 9], 6],
    [1, [9, 140], 4],
  ])('finds the same neighbours both ways: B %i, cells %j, C %i', async (batch, cells, channels) => {
    const rows = batch * (cells[0]! + cells[1]!);
    const { cpu, gpu, again } = await onBoth(() =>
      pairwiseNearest(
        { embeddings: randomTensor([rows, channels], 0) as tf.Tensor2D },
        { ...layoutOf(batch, cells), one: [0], other: [1] },
      ),
    );
    expect(gpu[1]).toEqual(cpu[1]);
    expect(largestDifference(gpu[0]!, cpu[0]!)).toBeLessThan(1e-5);
    expect(again).toEqual(gpu);
  });

  it.each([
    ['few cells', [9, 4, 9]],
    ['many cells', [70, 9, 70]],
  ])('finds those of several pairs, by embedding and by location: %s', async (_, cells) => {
    const batch = 2;
    const { cpu, gpu } = await onBoth(() => {
      const rows = batch * cells.reduce((sum, count) => sum + count, 0);
      return pairwiseNearest(
        {
          embeddings: randomTensor([rows, 12], 0) as tf.Tensor2D,
          locations: randomTensor([rows, 2], 1) as tf.Tensor2D,
        },
        { ...layoutOf(batch, cells), one: [0, 0, 2], other: [2, 1, 1] },
      );
    });
    expect(gpu[1]).toEqual(cpu[1]);
    expect(largestDifference(gpu[0]!, cpu[0]!)).toBeLessThan(1e-5);
  });

  it('takes the lowest index of equals and tells a duplicate by distance 0, both ways', async () => {
    // Four different cells, over and over: ties within a thread, between threads and between workgroups.
    const cell = (i: number): number[] => [i % 4, -(i % 4), 0.5];
    const one = Array.from({ length: 9 }, (_, i) => cell(i));
    const other = Array.from({ length: 70 }, (_, i) => cell(i + 2));
    const both = (first: number[][], second: number[][]) =>
      onBoth(() =>
        pairwiseNearest(
          { embeddings: tf.tensor2d([...first, ...second]) },
          { ...layoutOf(1, [first.length, second.length]), one: [0], other: [1] },
        ),
      );
    const forward = [2, 3, 0, 1, 2, 3, 0, 1, 2];
    const backward = Array.from({ length: 70 }, (_, i) => (i + 2) % 4);
    expect((await both(one, other)).gpu).toEqual([Array(79).fill(0), [...forward, ...backward]]);
    expect((await both(other, one)).gpu).toEqual([Array(79).fill(0), [...backward, ...forward]]);
  });

  it('tells near candidates apart far from the origin', async () => {
    const rows = [
      [1000, 1000, 1000, 1000, 1000],
      [1000, 1000, 1000.01, 1000, 1000],
      [1000, 1000.005, 1000, 1000, 1000],
      [1001, 1000, 1000, 1000, 1000],
    ];
    const { gpu } = await onBoth(() =>
      pairwiseNearest({ embeddings: tf.tensor2d(rows) }, { ...layoutOf(1, [1, 3]), one: [0], other: [1] }),
    );
    expect(gpu[1]![0]).toBe(1);
  });
});

describe('bestMatches on the GPU against its composition', () => {
  useDevice('the adapter at hand');

  it.each([
    [2, [1], [1]],
    [3, [10, 7], [4, 7]],
    [2, [64, 9], [20, 1]],
    [2, [300, 33], [299, 33]],
    [3, [150, 260], [40, 1]],
  ])('keeps the same cells: B %i, cells %j, γ %j', async (batch, cells, kept) => {
    const total = cells.reduce((sum, count) => sum + count, 0);
    const columns = cells.map((_, list) => cells.slice(0, list).reduce((sum, count) => sum + count, 0));
    const { cpu, gpu, again } = await onBoth(() => {
      const index = Array.from({ length: batch * total }, (_, i) => (i * i) % Math.min(...cells));
      return bestMatches(
        {
          distance: tf.abs(randomTensor([batch, total], 3)) as tf.Tensor2D,
          index: tf.tensor2d(index, [batch, total], 'int32'),
        },
        {
          ...layoutOf(batch, cells),
          from: cells.map((_, view) => view),
          into: cells.map((_, view) => cells.length - 1 - view),
          kept,
          columns,
        },
      );
    });
    expect(gpu).toEqual(cpu);
    expect(again).toEqual(gpu);
  });

  it('prefers the lower cell of equals among many', async () => {
    const values = Array.from({ length: 200 }, (_, i) => (i * 7) % 5);
    const { cpu, gpu } = await onBoth(() =>
      bestMatches(
        { distance: tf.tensor2d([values]), index: tf.zeros([1, 200], 'int32') },
        { ...layoutOf(1, [200]), from: [0], into: [0], kept: [57], columns: [0] },
      ),
    );
    expect(gpu).toEqual(cpu);
  });

  it('prefers the lower cell of equals, and orders by cell', async () => {
    const distance = [
      [3, 1, 2, 1, 1, 0],
      [5, 5, 5, 5, 5, 5],
    ];
    const { gpu } = await onBoth(() =>
      bestMatches(
        { distance: tf.tensor2d(distance), index: tf.zeros([2, 6], 'int32') },
        { ...layoutOf(2, [6]), from: [0], into: [0], kept: [3], columns: [0] },
      ),
    );
    // Cells of the second sample are rows 6 … 11.
    expect(gpu[0]).toEqual([1, 3, 5, 0, 0, 0, 6, 7, 8, 6, 6, 6]);
    expect(gpu[1]).toEqual([1, 1, 0, 5, 5, 5]);
  });
});

describe('matchWeights on the GPU against its composition', () => {
  useDevice('the adapter at hand');

  it.each([
    ['no threshold', [-1, -1]],
    ['one', [0, -1]],
    ['two', [1, 0]],
    ['two, of which one leaves nothing', [1, 2]],
  ])('%s', async (_, thresholds) => {
    const { cpu, gpu } = await onBoth(() => [
      matchWeights(
        {
          distance: tf.abs(randomTensor([9, 12], 5)) as tf.Tensor2D,
          ...Object.fromEntries(
            [0.4, 1, 0]
              .slice(0, Math.max(...thresholds) + 1)
              .map((limit, i) => [`threshold${i}`, tf.scalar(limit)]),
          ),
        },
        { kept: [9, 3], shares: [0.5, 0.25], thresholds },
      ),
    ]);
    expect(largestDifference(gpu[0]!, cpu[0]!)).toBeLessThan(1e-7);
  });
});
