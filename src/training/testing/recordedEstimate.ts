import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPreset } from '../../config/presets';
import type { RunConfig } from '../../config/runConfig';
import { REFERENCE_ASPECT } from '../../config/viewsConfig';
import type { Computer } from '../../compute/computer';
import { currentBackend, freeIdleBuffers } from '../../gpu/backendView';
import { registerGpuKernels } from '../../gpu/kernels';
import { openSharedDevice } from '../../gpu/testing/sharedDevice';
import { DeviceImages } from '../deviceImages';
import { estimateRun } from '../estimate';
import { Run } from '../run';
import { tinyImages } from './tinyRun';

const SIDE = 32;

/** A preset, the sides of its views, and its precision. */
type Estimated = readonly [preset: string, sizes: readonly number[], precision: 'float32' | 'mixed'];

/** A preset with a small batch of small crops, so that a software GPU takes a step in no time. */
function shrunk(name: string, sizes: readonly number[]): RunConfig {
  const config = structuredClone(findPreset(name)!.config);
  config.data.size = SIDE;
  config.views.crops = sizes.map((size) => ({
    size,
    count: 2,
    scaleMin: 0.3,
    scaleMax: 1,
    ...REFERENCE_ASPECT,
  }));
  Object.assign(config.loss, { matchesForward: 4, matchesBackward: 2 });
  config.run.batch = 8;
  return config;
}

/** What recorded steps take of the device's memory, against what is estimated. */
export function compareEstimates(cases: readonly Estimated[]): void {
  let device: Computer;
  beforeAll(async () => {
    device = await openSharedDevice();
    registerGpuKernels();
  });
  afterAll(() => device.close());

  it.each(cases)(
    'a recorded step of %s with views of %s px in %s takes about what is estimated',
    async (name, sizes, precision) => {
      const config = shrunk(name, sizes);
      config.optim.precision = precision;
      // What earlier tests have left for tensors to come.
      freeIdleBuffers(currentBackend());
      const held = device.bytesInUse();
      const images = new DeviceImages(tinyImages(64, SIDE));
      const run = new Run(device, config, images);
      await run.compile(() => undefined);
      for (let step = 0; step < 3; step++) await run.advance().measures;
      const before = device.bytesInUse() + run.recordedBytes;
      const estimate = estimateRun(device, config, {
        count: images.data.count,
        classes: images.data.classNames?.length,
      });
      expect(device.bytesInUse() + run.recordedBytes).toBe(before);
      const ofStep = estimate.buffers.step / run.recordedBytes;
      const ofAll = estimate.total / (before - held);
      // A training goes on as if nothing had been.
      const { total } = (await run.advance().measures)!;
      expect(Number.isFinite(total)).toBe(true);
      run.dispose();
      images.dispose();
      for (const share of [ofStep, ofAll]) {
        expect(share).toBeGreaterThan(0.9);
        expect(share).toBeLessThan(1.1);
      }
      expect(tf.getBackend()).toBe('webgpu');
    },
  );
}
