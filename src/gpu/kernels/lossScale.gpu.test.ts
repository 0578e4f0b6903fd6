import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { lossScaleCases } from '../../ops/cases/lossScale';
import { lossScale } from '../../ops/lossScale';
import { runUpdates } from '../../ops/comparing/runUpdates';
import { openSharedDevice } from '../testing/sharedDevice';

let open: Computer;
beforeAll(async () => {
  open = await openSharedDevice();
});
afterAll(() => open.close());

/** What the composition and the kernels have to do, beyond doing the same. */
const BACKENDS = ['cpu', 'webgpu'];

it.each(BACKENDS)(
  'the scale doubles after good steps and halves at a gradient that is not finite: %s',
  async (backend) => {
    const size = lossScaleCases.sizes['steps of which two are bad']!;
    const { results } = await runUpdates(lossScaleCases, lossScaleCases.updates!, size, backend);
    const seen = Array.from({ length: lossScaleCases.updates!.steps }, (_, step) =>
      ['y0', 'state'].flatMap((name) => [...results[`${name} after step ${step + 1}`]!.values]),
    );
    expect(seen).toEqual([
      [1 / 8, 1, 8, 1, 0],
      [1 / 8, 1, 16, 0, 0],
      [1 / 16, 1, 16, 1, 0],
      [1 / 16, 0, 8, 0, 1],
      [1 / 8, 1, 8, 1, 1],
      [1 / 8, 0, 4, 0, 2],
    ]);
  },
);

it.each(BACKENDS)(
  'the scale stays a number with a reciprocal, however often it changes: %s',
  async (backend) => {
    await tf.setBackend(backend);
    const after = async (scale: number, grad: number): Promise<number> => {
      const state = tf.tensor1d([scale, 0, 0]);
      const [, next] = lossScale({ state, grad0: tf.fill([8], grad) }, { growthInterval: 1 });
      return (await next.data())[0]!;
    };
    expect(await after(2 ** -63, NaN)).toBe(2 ** -64);
    expect(await after(2 ** -64, NaN)).toBe(2 ** -64);
    expect(await after(2 ** -64, 0)).toBe(2 ** -63);
    expect(await after(2 ** 64, 0)).toBe(2 ** 64);
  },
);
