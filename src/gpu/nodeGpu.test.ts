import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { findChromium } from '../../scripts/chromium.mjs';
import { openDevice } from './device';
import { openNodeGpu } from './nodeGpu';

// Where the machine has no driver, that of the Chromium that the tests need anyway serves.
it('multiplies two matrices on tfjs with WebGPU in Node, and closes', async () => {
  const open = await openDevice(await openNodeGpu({ chromium: findChromium() }));
  expect(tf.getBackend()).toBe('webgpu');
  const product = tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2]));
  expect([...(await product.data())]).toEqual([19, 22, 43, 50]);
  expect(open.bytesInUse()).toBeGreaterThan(0);
  expect(open.summary.backend).toBe('webgpu');
  expect(open.summary.name).not.toBe('');
  open.close();
  expect(tf.findBackend('webgpu')).toBeNull();
});

it('refuses with what to do where there is no GPU', async () => {
  await expect(openDevice(undefined)).rejects.toMatchObject({ info: { code: 'no_webgpu' } });
  const blind = { requestAdapter: () => Promise.resolve(null) } as unknown as GPU;
  await expect(openDevice(blind)).rejects.toMatchObject({ info: { code: 'no_adapter' } });
});
