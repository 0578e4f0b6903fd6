import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, expect, it } from 'vitest';
import { PLAIN_TRAITS, type DeviceTraits } from '../src/gpu/backendView';
import type { RunConfig } from '../src/config/runConfig';
import { onShapes } from '../src/gpu/shapes';
import { DeviceImages } from '../src/training/deviceImages';
import { Run } from '../src/training/run';
import { tinyImages } from '../src/training/testing/tinyRun';
import { workloadConfig } from '../src/device/measure/workloads';

/** Chromium's software GPU, as far as it decides which kernels a step takes. */
const SWIFTSHADER: DeviceTraits = {
  features: new Set<GPUFeatureName>(['subgroups']),
  limits: withValues(PLAIN_TRAITS.limits, { maxStorageBuffersPerShaderStage: 10 }),
  adapterInfo: withValues(PLAIN_TRAITS.adapterInfo, {
    vendor: 'google',
    architecture: 'swiftshader',
    subgroupMinSize: 4,
    subgroupMaxSize: 4,
    isFallbackAdapter: true,
  }),
};

/** An interface of the browser with other values in some places. */
function withValues<T extends object>(original: T, values: Partial<T>): T {
  const places = Object.entries(values).map(([name, value]) => [name, { value, enumerable: true }] as const);
  return Object.create(original, Object.fromEntries(places)) as T;
}

/** Dispatches of a recorded step as the page trains, views and measures included; nothing is computed. */
function dispatchesOf(config: RunConfig, traits: DeviceTraits): number {
  config.run.reportEvery = Number.MAX_SAFE_INTEGER;
  return onShapes(traits, ({ computer }) => {
    const images = new DeviceImages(tinyImages(2 * config.run.batch, config.data.size));
    const run = new Run(computer, config, images);
    // The first step of a run reports, and there is nothing to read here.
    run.step = 1;
    void run.advance();
    const { dispatches } = run.advance().cost;
    run.dispose();
    images.dispose();
    return dispatches!;
  });
}

beforeEach(() => tf.setBackend('cpu'));

it.each([
  ['W0', 'in Chromium without a graphics card', SWIFTSHADER, 78],
  ['W1', 'in Chromium without a graphics card', SWIFTSHADER, 101],
  ['W0', 'on a device with no more than WebGPU promises', PLAIN_TRAITS, 78],
  ['W1', 'on a device with no more than WebGPU promises', PLAIN_TRAITS, 100],
] as const)('a step of %s takes few dispatches %s', (name, _, traits, most) => {
  const dispatches = dispatchesOf(workloadConfig({ name }), traits);
  expect(dispatches).toBeGreaterThan(50);
  expect(dispatches).toBeLessThanOrEqual(most);
});

it('takes one more for each block that drop path may leave out', () => {
  const config = workloadConfig({ name: 'W1' });
  const without = dispatchesOf(structuredClone(config), SWIFTSHADER);
  Object.assign(config.model.backbone, { dropPath: 0.2 });
  // Of four blocks the first is never dropped.
  expect(dispatchesOf(config, SWIFTSHADER)).toBe(without + 3);
});
