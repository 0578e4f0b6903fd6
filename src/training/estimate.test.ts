import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findPreset, PRESETS } from '../config/presets';
import type { RunConfig } from '../config/runConfig';
import type { Computer } from '../compute/computer';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { DeviceImages } from './deviceImages';
import { estimateRun, type KnownData } from './estimate';
import { Run } from './run';
import { GPU_SHAPES } from './testing/gpuShapes';
import { tinyConfig, tinyImages } from './testing/tinyRun';
import { REFERENCE_ASPECT } from '../config/viewsConfig';

const GIB = 2 ** 30;
const onGpu = (config: RunConfig, known?: KnownData) => estimateRun(GPU_SHAPES, config, known);

describe('estimateRun, of a GPU', () => {
  beforeEach(() => tf.setBackend('cpu'));

  it('counts what can be counted by hand', () => {
    // One stage of one block with 8 channels at stride 4 on 16 px. Batch 8, two views in one batch.
    const config = tinyConfig(({ data }) => void (data.size = 16));
    const { parameters, buffers } = onGpu(config, { count: 24, classes: 3 });
    const backbone = 8 * 3 * 16 + 8 + 16 + (8 * 49 + 8) + 16 + (32 * 8 + 32) + (8 * 32 + 8) + 16;
    const local = 8 * 8 + 8 + 16 + 8 * 8;
    const global = 8 * 16 + 16 + 32 + 16 * 16;
    expect(parameters).toBe(backbone + local + global + 3 * 9);
    // Each of the 23 trainable tensors begins at a multiple of 256 bytes.
    expectAbout(buffers.weights, 4 * parameters, 23 * 256);
    expectAbout(buffers.optimiserState, 8 * parameters);
    expectAbout(buffers.backups, 2 * 12 * parameters);
    expectAbout(buffers.data, 24 * 16 * 16 * 3);
    const hidden = 4 * (8 * 2 * 16 * 32);
    expect(buffers.step).toBeGreaterThan(2 * hidden);
  });

  it('takes one dry run of a configuration, and of the last few', () => {
    const dryRun = vi.fn(GPU_SHAPES.dryRun) as Computer['dryRun'];
    const computer = { ...GPU_SHAPES, dryRun };
    const config = tinyConfig();
    // What the configuration says of its data, and what the data say.
    const first = estimateRun(computer, config, { classes: 3 });
    const data = { count: config.data.count, height: config.data.size, width: config.data.size, classes: 3 };
    expect(estimateRun(computer, structuredClone(config), data)).toBe(first);
    expect(dryRun).toHaveBeenCalledTimes(1);
    for (const classes of [4, 5, 6, 7]) estimateRun(computer, config, { classes });
    expect(dryRun).toHaveBeenCalledTimes(5);
    expect(estimateRun(computer, config, { classes: 3 })).toEqual({
      ...first,
      withBatch: expect.any(Function) as unknown,
    });
    expect(dryRun).toHaveBeenCalledTimes(6);
  });

  it('leaves out the branch that α switches off, and what is not there', () => {
    const both = onGpu(tinyConfig());
    const global = onGpu(tinyConfig(({ loss }) => void (loss.alpha = 1)));
    const local = onGpu(tinyConfig(({ loss }) => void (loss.alpha = 0)));
    expect(both.parameters - global.parameters).toBe(8 * 8 + 8 + 16 + 8 * 8);
    for (const { buffers } of [global, local]) expect(buffers.step).toBeLessThan(both.buffers.step);
    expectAbout(onGpu(tinyConfig(({ data }) => void (data.source = 'images'))).buffers.data, 0);
  });

  it('takes one state per parameter for LARS, and halves in mixed precision', () => {
    const lars = onGpu(tinyConfig(({ optim }) => void (optim.optimizer = 'lars')));
    expectAbout(lars.buffers.optimiserState, 4 * lars.parameters);
    const { config } = findPreset('playground-convnext')!;
    const mixed = onGpu({ ...config, optim: { ...config.optim, precision: 'mixed' } });
    expect(mixed.buffers.step).toBeLessThan(0.75 * onGpu(config).buffers.step);
  });

  it.each([
    ['resnet50-100', 261],
    ['resnet50-300', 1027],
    ['convnext-s-100', 307],
    ['convnext-b-400', 603],
    ['convnext-b-400-browser', 2.7],
    ['cifar10-resnet18', 3.8],
  ])('%s needs about what its description says', (name, gib) => {
    const { description, config } = findPreset(name)!;
    expect(description).toContain(`about ${gib} GiB`);
    expect(Math.abs(onGpu(config, { classes: 10 }).total / GIB / gib - 1)).toBeLessThan(0.02);
  });

  it('lets browser-sized presets fit into what any WebGPU device must offer', () => {
    for (const { config, group } of PRESETS.filter((candidate) => candidate.group !== 'As published')) {
      expect(onGpu(config).largest[0]!.bytes, group).toBeLessThanOrEqual(128 * 2 ** 20);
    }
  });

  it('leaves whatever computes as it was', async () => {
    const before = tf.tensor1d([1, 2, 3]);
    const { numTensors, numBytes } = tf.memory();
    const names = Object.keys(globalThis);
    const hadBuffers = 'GPUBuffer' in globalThis;
    onGpu(tinyConfig());
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    expect([tf.getBackend(), Object.keys(globalThis), 'GPUBuffer' in globalThis]).toEqual([
      'cpu',
      names,
      hadBuffers,
    ]);
    expect([...(await tf.mul(before, 2).data())]).toEqual([2, 4, 6]);
    before.dispose();
  });
});

describe('estimateRun, of the processor', () => {
  let processor: Computer;
  beforeAll(async () => {
    processor = await openProcessor(nodeFiles());
  });
  afterAll(() => processor.close());

  it.each(['playground', 'playground-convnext', 'cifar10-minutes', 'vicreg'])(
    'is within a tenth of what a training of %s takes at the most',
    async (name) => {
      const config = shrunk(findPreset(name)!.config);
      const memory = watchMemory();
      const images = new DeviceImages(tinyImages(64, SIDE));
      const run = new Run(processor, config, images);
      for (let step = 0; step < 2; step++) await run.advance().measures;
      run.requestBackup();
      // Taken in the midst of a training, which goes on as if nothing had been.
      const { total } = estimateRun(processor, config, {
        count: images.data.count,
        classes: images.data.classNames?.length,
      });
      for (let step = 0; step < 3; step++) await run.advance().measures;
      run.dispose();
      images.dispose();
      memory.stop();
      expect(total / memory.peak()).toBeGreaterThan(0.9);
      expect(total / memory.peak()).toBeLessThan(1.1);
    },
  );
});

const SIDE = 32;

/** Every fill of a tensor takes a few bytes more, for its parameters. */
function expectAbout(bytes: number, atLeast: number, padding = 0): void {
  expect(bytes).toBeGreaterThanOrEqual(atLeast);
  expect(bytes).toBeLessThan(atLeast + padding + 2000);
}

/** A preset with a small batch of small views. */
function shrunk(preset: RunConfig): RunConfig {
  const config = structuredClone(preset);
  config.data.size = SIDE;
  config.views.crops = [{ size: SIDE, count: 2, scaleMin: 0.3, scaleMax: 1, ...REFERENCE_ASPECT }];
  Object.assign(config.loss, { matchesForward: 4, matchesBackward: 2 });
  Object.assign(config.run, { batch: 16, reportEvery: 1 });
  return config;
}

/** Counts what tfjs's backend takes of WebAssembly's memory. */
function watchMemory() {
  // The module puts its functions in place when they are first called.
  tf.zeros([1]).dispose();
  const { wasm } = tf.backend() as unknown as {
    wasm: { _malloc: (bytes: number) => number; _free: (address: number) => void };
  };
  const { _malloc: malloc, _free: free } = wasm;
  const sizes = new Map<number, number>();
  let [used, peak] = [0, 0];
  wasm._malloc = (bytes) => {
    const address = malloc(bytes);
    sizes.set(address, bytes);
    used += bytes;
    peak = Math.max(peak, used);
    return address;
  };
  wasm._free = (address) => {
    used -= sizes.get(address) ?? 0;
    sizes.delete(address);
    free(address);
  };
  return { peak: () => peak, stop: () => Object.assign(wasm, { _malloc: malloc, _free: free }) };
}
