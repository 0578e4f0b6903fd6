import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RunConfig } from '../config/runConfig';
import { openDevice, type OpenDevice } from '../gpu/device';
import { RecordedStep } from '../gpu/recording/recordedStep';
import { DeviceImages } from './deviceImages';
import { Run, type RunOptions } from './run';
import { tinyConfig, tinyImages } from './testing/tinyRun';

let device: OpenDevice;
beforeAll(async () => {
  device = await openDevice(navigator.gpu);
});
afterAll(() => device.close());

/** Losses of some steps, and the model after them. */
async function train(config: RunConfig, steps: number, options: RunOptions) {
  const images = new DeviceImages(tinyImages());
  const run = new Run(config, images, options);
  await run.compile(() => undefined);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const measures = await run.advance().measures;
    losses.push(measures!.total!);
  }
  const weights = await run.model.read();
  const recordedBytes = run.recordedBytes;
  run.dispose();
  images.dispose();
  return { losses, weights, recordedBytes };
}

/** The case that goes on for 200 steps. */
const LONG = 'ConvNeXt with AdamW';

describe('a recorded step', () => {
  it.each([
    [LONG, tinyConfig()],
    [
      'thresholds, layer scale and drop path',
      tinyConfig((config) => {
        config.model.backbone = {
          family: 'convnext',
          patch: 4,
          depths: [2],
          widths: [8],
          layerScale: 0.1,
          dropPath: 0.4,
        };
        Object.assign(config.loss, {
          embeddingThreshold: 1,
          locationThreshold: 3,
          embeddingMatchesAll: false,
        });
      }),
    ],
    [
      'small views beside the global ones',
      tinyConfig((config) => {
        config.views.crops.push({ size: 8, count: 2, scaleMin: 0.1, scaleMax: 0.4 });
        Object.assign(config.loss, { matchesBackward: 2 });
      }),
    ],
    [
      'ResNet with batch norm and LARS',
      tinyConfig((config) => {
        config.model.backbone = {
          family: 'resnet',
          block: 'basic',
          layers: [1, 1],
          base: 4,
          stem: 'small',
          zeroInitResidual: true,
        };
        config.optim.optimizer = 'lars';
      }),
    ],
  ])('trains, bit for bit, like the eager one: %s', async (name, config) => {
    const steps = name === LONG ? 200 : 6;
    const eager = await train(config, steps, { record: false });
    const replayed = await train(config, steps, { record: true });
    expect(eager.recordedBytes).toBe(0);
    expect(replayed.recordedBytes).toBeGreaterThan(0);
    expect(replayed.losses).toEqual(eager.losses);
    expect(replayed.weights).toEqual(eager.weights);
    expect(new Set(eager.losses).size).toBe(steps);
  });

  it('gives way to eager steps, with a reason, where the step cannot be recorded', async () => {
    const config = tinyConfig();
    const eager = await train(config, 3, { record: false });
    const record = RecordedStep.record.bind(RecordedStep);
    const recording = vi.spyOn(RecordedStep, 'record').mockImplementation((backend, step) =>
      record(backend, () => {
        step();
        throw new Error('it reads something back');
      }),
    );
    const notices: string[] = [];
    const trained = await train(config, 3, { onNotice: (message) => notices.push(message) });
    expect(recording).toHaveBeenCalledTimes(1);
    recording.mockRestore();
    expect(notices).toEqual([expect.stringContaining('it reads something back')]);
    expect(trained.recordedBytes).toBe(0);
    expect(trained.losses).toEqual(eager.losses);
    expect(trained.weights).toEqual(eager.weights);
  });
});
