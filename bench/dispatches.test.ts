import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, expect, it } from 'vitest';
import { PLAIN_TRAITS, type DeviceTraits } from '../src/gpu/backendView';
import { onShapes } from '../src/gpu/shapes';
import { DeviceImages } from '../src/training/deviceImages';
import { Run } from '../src/training/run';
import { tinyImages } from '../src/training/testing/tinyRun';
import { workloadConfig, type WorkloadName } from './workloads';

/** Chromium's software GPU, as far as it decides which kernels a step takes. */
const SWIFTSHADER: DeviceTraits = {
  features: new Set<GPUFeatureName>(['subgroups']) as GPUSupportedFeatures,
  limits: { ...PLAIN_TRAITS.limits, maxStorageBuffersPerShaderStage: 10 },
  adapterInfo: {
    ...PLAIN_TRAITS.adapterInfo,
    vendor: 'google',
    architecture: 'swiftshader',
    subgroupMinSize: 4,
    subgroupMaxSize: 4,
    isFallbackAdapter: true,
  },
};

/** Dispatches of a recorded step as the page trains, views and measures included; nothing is computed. */
function dispatchesOf(name: WorkloadName, traits: DeviceTraits): number | undefined {
  const config = workloadConfig({ name });
  config.run.reportEvery = Number.MAX_SAFE_INTEGER;
  return onShapes(traits, ({ computer }) => {
    const images = new DeviceImages(tinyImages(2 * config.run.batch, config.data.size));
    const run = new Run(computer, config, images);
    // The first step of a run reports, and there is nothing to read here.
    run.step = 1;
    run.advance();
    const { dispatches } = run.advance().cost;
    run.dispose();
    images.dispose();
    return dispatches;
  });
}

beforeEach(() => tf.setBackend('cpu'));

it.each([
  ['W0', 'in Chromium without a graphics card', SWIFTSHADER, 120],
  ['W1', 'in Chromium without a graphics card', SWIFTSHADER, 160],
  ['W0', 'on a device with no more than WebGPU promises', PLAIN_TRAITS, 130],
  ['W1', 'on a device with no more than WebGPU promises', PLAIN_TRAITS, 170],
] as const)('a step of %s takes few dispatches %s', (name, _, traits, most) => {
  const dispatches = dispatchesOf(name, traits);
  console.log(name, dispatches);
  expect(dispatches).toBeGreaterThan(50);
  expect(dispatches).toBeLessThanOrEqual(most);
});
