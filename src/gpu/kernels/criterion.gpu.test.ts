import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDevice, type OpenDevice } from '../device';
import { plainAttraction, weightedAttraction } from '../ops/attraction';
import { covariancePenalty } from '../ops/covariancePenalty';
import { varianceHinge } from '../ops/varianceHinge';
import { compareToComposed } from './compareToComposed';
import { registerGpuKernels } from './index';

/** Sums over a few thousand float32 values, in another order. */
const TOLERANCE = 1e-5;

let open: OpenDevice;
beforeAll(async () => {
  open = await openDevice(navigator.gpu);
  registerGpuKernels();
});
afterAll(() => open.close());

describe('attraction on the GPU against its composition', () => {
  it.each([
    [2, 1, 1],
    [3, 5, 7],
    [2, 20, 128],
    [4, 33, 52],
  ])('B %i, k %i, C %i', async (batch, kept, channels) => {
    const shape = [batch, kept, channels];
    const { error, worst, repeats } = await compareToComposed(
      plainAttraction as never,
      { input: shape, candidate: shape },
      {},
    );
    expect(error, worst).toBeLessThan(TOLERANCE);
    expect(repeats).toBe(true);
  });

  it('of weights that tfjs has cast from comparisons', async () => {
    await tf.setBackend('webgpu');
    const input = tf.tensor3d([1, 2, 3, 4], [2, 2, 1]);
    const candidate = tf.zeros<tf.Rank.R3>([2, 2, 1]);
    const weight = tf.cast<tf.Tensor2D>(tf.lessEqual(tf.tensor2d([0, 9, 1, 9], [2, 2]), 5), 'float32');
    expect([...(await weightedAttraction({ input, candidate, weight }, {}).data())]).toEqual([(1 + 9) / 2]);
  });

  it.each([
    ['some pairs', (i: number) => (i % 3 === 0 ? 1 : 0)],
    ['no pair', () => 0],
  ])('of %s', async (_, weight) => {
    const shape = [3, 5, 8];
    const weights = (): tf.Tensor2D =>
      tf.tensor2d(
        Array.from({ length: 15 }, (_, i) => weight(i)),
        [3, 5],
      );
    const op = Object.assign(
      ({ input, candidate }: Record<string, tf.Tensor>) =>
        weightedAttraction(
          { input: input as tf.Tensor3D, candidate: candidate as tf.Tensor3D, weight: weights() },
          {},
        ),
      { kernelName: weightedAttraction.kernelName, composed: weightedAttraction.composed as never },
    );
    const { error, worst } = await compareToComposed(op, { input: shape, candidate: shape }, {});
    expect(error, worst).toBeLessThan(TOLERANCE);
  });
});

describe('varianceHinge on the GPU against its composition', () => {
  it.each([
    [2, 1, 3],
    [5, 3, 7],
    [8, 20, 16],
    [33, 2, 100],
  ])('B %i, S %i, D %i', async (batch, slots, dimensions) => {
    // Spread near 1, so that some columns are above the hinge and some below.
    const { error, worst, repeats } = await compareToComposed(
      varianceHinge as never,
      { x: [batch, slots, dimensions] },
      {},
      { prepare: (_, x) => tf.add(x, 3) },
    );
    expect(error, worst).toBeLessThan(TOLERANCE);
    expect(repeats).toBe(true);
  });

  it('is NaN for a batch of one', async () => {
    await tf.setBackend('webgpu');
    expect((await varianceHinge({ x: tf.ones([1, 2, 3]) }, {}).data())[0]).toBeNaN();
    expect((await covariancePenalty({ x: tf.ones([1, 2, 3]) }, {}).data())[0]).toBeNaN();
  });
});

describe('covariancePenalty on the GPU against its composition', () => {
  it.each([
    [2, 1, 3],
    [4, 3, 17],
    [9, 17, 6],
    [32, 2, 40],
    [64, 2, 36],
    [65, 2, 20],
    // Columns in chunks.
    [3, 2, 530],
    // Beyond one workgroup, over samples and over dimensions.
    [130, 1, 140],
    [130, 2, 5],
  ])('B %i, S %i, D %i', async (batch, slots, dimensions) => {
    const { error, worst, repeats } = await compareToComposed(
      covariancePenalty as never,
      { x: [batch, slots, dimensions] },
      {},
      { prepare: (_, x) => tf.add(x, 1) },
    );
    expect(error, worst).toBeLessThan(5 * TOLERANCE);
    expect(repeats).toBe(true);
  });
});
