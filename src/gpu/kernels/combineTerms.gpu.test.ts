import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { collapseMeasures } from '../../ops/collapseMeasures';
import { combineTerms } from '../../ops/combineTerms';
import { openSharedDevice } from '../testing/sharedDevice';
import { compareToComposed, randomTensor } from './compareToComposed';

let open: Computer;
beforeAll(async () => {
  open = await openSharedDevice();
});
afterAll(() => open.close());

const WEIGHTS = { alpha: 0.75, lambda: 25, mu: 20, nu: 2 };

describe('combineTerms on the GPU against its composition', () => {
  it.each([
    ['both branches', ['global', 'local'], []],
    ['the global branch', ['global'], []],
    ['the local branch', ['local'], ['lambda', 'nu']],
    ['weights as tensors', ['global', 'local'], ['alpha', 'lambda', 'mu', 'nu']],
  ])('%s', async (_, branches, live) => {
    const attributes = Object.fromEntries(Object.entries(WEIGHTS).filter(([name]) => !live.includes(name)));
    const shapes: Record<string, number[]> = {};
    for (const name of branches) shapes[name] = [3];
    for (const name of live) shapes[name] = [];
    const { error, worst, repeats } = await compareToComposed(combineTerms, shapes, attributes, {
      prepare: (name, tensor) =>
        live.includes(name) ? tf.scalar(WEIGHTS[name as keyof typeof WEIGHTS]) : tensor,
      fixed: live,
    });
    expect(error, worst).toBeLessThan(1e-6);
    expect(repeats).toBe(true);
  });
});

describe('collapseMeasures on the GPU against its composition', () => {
  it.each([
    ['all rows', 8, { x0: [8, 5], x1: [8, 300] }],
    ['the first rows of one', 5, { x0: [9, 17] }],
    ['a large batch', 300, { x0: [600, 4], x1: [300, 3] }],
  ])('%s', async (_, batch, shapes: Record<string, number[]>) => {
    const on = async (backend: string): Promise<number[]> => {
      await tf.setBackend(backend);
      const inputs = Object.entries(shapes).map(([name, shape], i) => [
        name,
        tf.add(randomTensor(shape, i), 0.5),
      ]);
      return [
        ...(await collapseMeasures(Object.fromEntries(inputs) as Record<string, tf.Tensor>, {
          batch,
        }).data()),
      ];
    };
    const [cpu, gpu, again] = [await on('cpu'), await on('webgpu'), await on('webgpu')];
    expect(gpu.length).toBe(2 * Object.keys(shapes).length);
    gpu.forEach((value, i) => expect(value, `measure ${i}`).toBeCloseTo(cpu[i]!, 5));
    expect(again).toEqual(gpu);
  });
});
