import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunConfig } from '../config/runConfig';
import { estimateRun as estimate } from './estimate';
import { checkDevice } from './estimateLimits';
import { GPU_SHAPES } from './testing/gpuShapes';
import { tinyConfig } from './testing/tinyRun';

beforeAll(() => tf.setBackend('cpu'));

const ROOMY = { maxBufferSize: 2 ** 31, maxStorageBufferBindingSize: 2 ** 31 };

const batch32 = (change: (config: RunConfig) => void = () => undefined) =>
  tinyConfig((config) => {
    config.run.batch = 32;
    change(config);
  });
const estimateRun = (config: RunConfig, count: number) => estimate(GPU_SHAPES, config, { count });
const largestOf = (config: RunConfig, images = 0) => estimateRun(config, images).largest[0]!.bytes;

describe('checkDevice', () => {
  it('has nothing to say when everything fits exactly', () => {
    const size = largestOf(batch32());
    const limits = { maxBufferSize: size, maxStorageBufferBindingSize: size };
    expect(checkDevice(estimateRun(batch32(), 0), limits)).toEqual([]);
  });

  it('names the limit that is exceeded, and by what', () => {
    const problems = checkDevice(estimateRun(batch32(), 0), { ...ROOMY, maxStorageBufferBindingSize: 2000 });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.code).toBe('out_of_memory');
    expect(problems[0]?.message).toContain('maxStorageBufferBindingSize');
    expect(problems[0]?.message).toContain('is 2 kB');
    expect(problems[0]?.message).toContain(estimateRun(batch32(), 0).largest[0]!.name);
  });

  it('refuses what needs more than all memory, where that is known', () => {
    const estimate = estimateRun(batch32(), 0);
    expect(checkDevice(estimate, { ...ROOMY, maxMemory: estimate.total })).toEqual([]);
    const [problem, ...others] = checkDevice(estimate, { ...ROOMY, maxMemory: estimate.total - 1 });
    expect(others).toEqual([]);
    expect(problem?.code).toBe('out_of_memory');
    expect(problem?.remedy).toContain('smaller batch');
  });

  it('advises the largest batch that fits', () => {
    const limit = (largestOf(batch32()) * 21) / 32;
    const limits = { maxBufferSize: limit, maxStorageBufferBindingSize: limit };
    const [problem] = checkDevice(estimateRun(batch32(), 0), limits);
    const advised = Number(/batch of at most (\d+)/.exec(problem?.remedy ?? '')?.[1]);
    expect(advised).toBeGreaterThanOrEqual(2);
    const withBatch = (batch: number) =>
      estimateRun(
        tinyConfig((config) => (config.run.batch = batch)),
        0,
      );
    expect(checkDevice(withBatch(advised), limits)).toEqual([]);
    expect(checkDevice(withBatch(advised + 1), limits)).not.toEqual([]);
  });

  it('does not advise a batch without a variance', () => {
    const [problem] = checkDevice(estimateRun(batch32(), 0), { ...ROOMY, maxBufferSize: 8 });
    expect(problem?.remedy).toContain('smaller crops');
    expect(problem?.remedy).not.toContain('batch');
  });

  it('advises on images and expanders where these are too large', () => {
    const images = estimateRun(
      batch32(({ data }) => Object.assign(data, { size: 64, placement: 'device' })),
      1e6,
    );
    expect(checkDevice(images, ROOMY)[0]?.remedy).toBe(
      'Use fewer or smaller images, or leave them in memory (“Images lie”).',
    );
    const wide = estimateRun(
      batch32((config) => (config.model.globalExpander = '32768-32768')),
      0,
    );
    expect(checkDevice(wide, ROOMY)[0]?.remedy).toBe('Use a narrower expander.');
  });
});
