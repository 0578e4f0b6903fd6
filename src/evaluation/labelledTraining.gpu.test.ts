import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { registerGpuKernels } from '../gpu/kernels';
import { openSharedDevice } from '../gpu/testing/sharedDevice';
import { tinyConfig } from '../training/testing/tinyRun';
import { finetune } from './finetune';
import { trainSupervised } from './supervised';
import { colourful, HELD, SIDE, TRAIN } from './testing/colours';
import { untrained } from './testing/untrained';
import { normalizationOf, REFERENCE_NORMALIZATION } from '../config/normalization';

let device: Computer;

beforeAll(async () => {
  device = await openSharedDevice();
  registerGpuKernels();
});
afterAll(() => device.close());

it.each(['labels', 'masks'] as const)(
  'supervised training on %s has the losses of the processor',
  async (kind) => {
    const config = tinyConfig(({ run }) => (run.length = 4));
    const losses = async (backend: string) => {
      await tf.setBackend(backend);
      const before = tf.memory().numTensors;
      const { curve } = await trainSupervised({ config, data: colourful(kind), images: TRAIN });
      expect(tf.memory().numTensors).toBe(before);
      return curve.map(({ loss }) => loss);
    };
    const expected = await losses('cpu');
    (await losses('webgpu')).forEach((loss, step) => expect(loss).toBeCloseTo(expected[step]!, 3));
  },
);

it('fine-tuning leaves the weights that it starts from', async () => {
  await tf.setBackend('webgpu');
  const { subject, params } = untrained(tinyConfig());
  const fingerprint = await subject.fingerprint();
  const images = { train: TRAIN, test: HELD };
  const options = { epochs: 1, batch: 6, backboneRate: 0.1, headRate: 0.1 };
  const normalization = normalizationOf(REFERENCE_NORMALIZATION);
  const task = {
    ...{ network: subject.network!, data: colourful('labels'), images, normalization },
    size: SIDE,
    seed: 1,
  };
  const { top5 } = await finetune(task, options);
  expect(top5).toBe(1);
  expect(await subject.fingerprint()).toBe(fingerprint);
  tf.dispose(params);
});
