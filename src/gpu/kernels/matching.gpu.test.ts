import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDevice, type OpenDevice } from '../device';
import { bestMatches } from '../ops/bestMatches';
import { gatherCells } from '../ops/gatherCells';
import { nearest } from '../ops/nearest';
import { compareToComposed, randomTensor } from './compareToComposed';
import { registerGpuKernels } from './index';

let open: OpenDevice;
beforeAll(async () => {
  open = await openDevice(navigator.gpu);
  registerGpuKernels();
});
afterAll(() => open.close());

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

describe('nearest on the GPU against its composition', () => {
  it.each([
    [2, 1, 2, 1],
    [2, 5, 3, 2],
    [3, 33, 40, 7],
    [2, 64, 31, 20],
    [1, 70, 100, 33],
  ])('finds the same candidates: B %i, N %i, M %i, C %i', async (batch, cells, candidates, channels) => {
    const { cpu, gpu, again } = await onBoth(() =>
      nearest(
        {
          input: randomTensor([batch, cells, channels], 0) as tf.Tensor3D,
          candidate: randomTensor([batch, candidates, channels], 1) as tf.Tensor3D,
        },
        {},
      ),
    );
    expect(gpu[1]).toEqual(cpu[1]);
    expect(largestDifference(gpu[0]!, cpu[0]!)).toBeLessThan(1e-5);
    expect(again).toEqual(gpu);
  });

  it('takes the lowest index of equals and tells a duplicate by distance 0', async () => {
    // Four different cells, over and over: ties within a thread, between threads and between tiles.
    const cell = (i: number): number[] => [i % 4, -(i % 4), 0.5];
    const candidate = [Array.from({ length: 70 }, (_, i) => cell(i + 2))];
    const input = [Array.from({ length: 9 }, (_, i) => cell(i))];
    const { gpu } = await onBoth(() =>
      nearest({ input: tf.tensor3d(input), candidate: tf.tensor3d(candidate) }, {}),
    );
    expect(gpu[1]).toEqual([2, 3, 0, 1, 2, 3, 0, 1, 2]);
    expect(gpu[0]).toEqual(Array(9).fill(0));
  });

  it('tells near candidates apart far from the origin', async () => {
    const input = [[[1000, 1000, 1000, 1000, 1000]]];
    const candidate = [
      [
        [1000, 1000, 1000.01, 1000, 1000],
        [1000, 1000.005, 1000, 1000, 1000],
        [1001, 1000, 1000, 1000, 1000],
      ],
    ];
    const { gpu } = await onBoth(() =>
      nearest({ input: tf.tensor3d(input), candidate: tf.tensor3d(candidate) }, {}),
    );
    expect(gpu[1]).toEqual([1]);
  });
});

describe('bestMatches on the GPU against its composition', () => {
  it.each([
    [2, 1, 1],
    [3, 10, 4],
    [2, 64, 20],
    [2, 300, 299],
    [2, 33, 33],
  ])('keeps the same cells: B %i, N %i, γ %i', async (batch, cells, count) => {
    const { cpu, gpu, again } = await onBoth(() => [
      bestMatches({ distance: randomTensor([batch, cells], 3) as tf.Tensor2D }, { count }),
    ]);
    expect(gpu).toEqual(cpu);
    expect(again).toEqual(gpu);
  });

  it('prefers the lower cell of equals, and orders by cell', async () => {
    const distance = [
      [3, 1, 2, 1, 1, 0],
      [5, 5, 5, 5, 5, 5],
    ];
    const { gpu } = await onBoth(() => [bestMatches({ distance: tf.tensor2d(distance) }, { count: 3 })]);
    expect(gpu).toEqual([[1, 3, 5, 0, 1, 2]]);
  });
});

describe('gatherCells on the GPU against its composition', () => {
  it.each([
    [2, 3, 5, 4],
    [2, 40, 70, 3],
    [3, 16, 16, 24],
    [1, 9, 2, 130],
  ])('picks cells and sums their gradients: B %i, N %i, k %i, C %i', async (batch, cells, kept, channels) => {
    // Few different cells, so that most are picked several times and some never.
    const index = (): tf.Tensor2D =>
      tf.tensor2d(
        Array.from({ length: batch * kept }, (_, i) => (i * i) % cells),
        [batch, kept],
        'int32',
      );
    const op = Object.assign(
      ({ map }: Record<string, tf.Tensor>) => gatherCells({ map: map as tf.Tensor3D, index: index() }, {}),
      { kernelName: gatherCells.kernelName, composed: gatherCells.composed as never },
    );
    const { error, worst, repeats } = await compareToComposed(op, { map: [batch, cells, channels] }, {});
    expect(error, worst).toBeLessThan(1e-6);
    expect(repeats).toBe(true);
  });
});
