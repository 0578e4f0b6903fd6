import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RunConfig } from '../config/runConfig';
import type { Computer, StepRecorder } from '../compute/computer';
import { openSharedDevice } from '../gpu/testing/sharedDevice';
import type { ImageSet } from '../data/imageSet';
import { DeviceImages } from './deviceImages';
import { Run, type RunOptions } from './run';
import { expectReplayEqualsEager, trainSteps } from './testing/replay';
import { tinyConfig, tinyImages } from './testing/tinyRun';
import { REFERENCE_ASPECT } from '../config/viewsConfig';

let device: Computer;
beforeAll(async () => {
  device = await openSharedDevice();
});
afterAll(() => device.close());

const train = (config: RunConfig, steps: number, options: RunOptions, computer = device) =>
  trainSteps(config, steps, options, computer);

describe('a recorded step', () => {
  it.each([
    ['ConvNeXt with AdamW', tinyConfig()],
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
        config.views.crops.push({ size: 8, count: 2, scaleMin: 0.1, scaleMax: 0.4, ...REFERENCE_ASPECT });
        Object.assign(config.loss, { matchesBackward: 2 });
      }),
    ],
  ])('trains, bit for bit, like the eager one: %s', async (_, config) => {
    expect.hasAssertions();
    await expectReplayEqualsEager(config, 6, device);
  });

  it('in mixed precision trains like one in float32, in less memory', async () => {
    const config = tinyConfig(({ model, optim, run }) => {
      Object.assign(model.backbone, { depths: [2], widths: [32] });
      // A skipped step must not show more than the rounding does.
      optim.baseLr = 0.01;
      run.batch = 16;
    });
    const mixed = { ...config, optim: { ...config.optim, precision: 'mixed' as const } };
    const plain = await train(config, 12, {});
    const halves = await train(mixed, 12, {});
    halves.losses.forEach((loss, step) =>
      expect(Math.abs(loss / plain.losses[step]! - 1)).toBeLessThan(0.02),
    );
    expect(halves.losses).not.toEqual(plain.losses);
    expect(halves.recordedBytes).toBeLessThan(0.75 * plain.recordedBytes);
    expect(plain.last.lossScale).toBeUndefined();
    expect(halves.last.lossScale).toBe(2 ** (16 - halves.last.skippedSteps!));
    expect(halves.last.skippedSteps).toBeLessThan(6);
  });

  it('is skipped, weights and optimiser unchanged, while gradients overflow', async () => {
    const config = tinyConfig(({ loss, optim }) => {
      // Gradients that no half can hold, of a loss that is finite.
      Object.assign(loss, { lambda: 1000, mu: 1000 });
      optim.precision = 'mixed';
    });
    const images = new DeviceImages(tinyImages());
    const run = new Run(device, config, images);
    await run.compile(() => undefined);
    const before = await run.model.read();
    const measures = await run.advance().measures;
    expect(Number.isFinite(measures!.total)).toBe(true);
    expect(measures).toMatchObject({ lossScale: 2 ** 15, skippedSteps: 1 });
    expect(await run.model.read()).toEqual(before);
    let last = measures!;
    while (last.skippedSteps === run.step) last = (await run.advance().measures)!;
    expect(last.lossScale).toBe(2 ** (16 - last.skippedSteps!));
    expect(await run.model.read()).not.toEqual(before);
    run.dispose();
    images.dispose();
  });

  it('trains, bit for bit, with several steps in one piece and images that it is sent, as alone on resident ones', async () => {
    const there = await train(tinyConfig(), 6, {});
    const sent = await trainSteps(
      tinyConfig(({ data }) => void (data.placement = 'batch')),
      6,
      { backupEvery: 4 },
      device,
      3,
    );
    expect(sent.losses).toEqual(there.losses);
    expect(sent.weights).toEqual(there.weights);
    expect(sent.recordedBytes).toBeGreaterThan(0);
    // The first is recorded alone, and none goes beyond a copy of the weights.
    expect(sent.pieces).toEqual([1, 3, 2]);
  });

  it('finds images that arrived after it was compiled, also once it is recorded anew', async () => {
    const config = tinyConfig();
    const fewer = tinyConfig(({ loss }) => void (loss.matchesForward = 3));
    const losses = async (data: ImageSet, arrive: () => void): Promise<number[]> => {
      const images = new DeviceImages(data);
      const run = new Run(device, config, images);
      await run.compile(() => undefined);
      arrive();
      await images.complete;
      const first = await run.advance().measures;
      run.update(fewer);
      const second = await run.advance().measures;
      run.dispose();
      images.dispose();
      return [first!.total!, second!.total!];
    };
    const there = tinyImages();
    let arrive: () => void = () => undefined;
    const all = new Promise<void>((resolve) => (arrive = resolve));
    const arriving = { ...there, arriving: { need: () => false, all } };
    expect(await losses(arriving, arrive)).toEqual(await losses(there, () => undefined));
  });

  it('gives way to eager steps, with a reason, where the step cannot be recorded', async () => {
    const config = tinyConfig();
    const eager = await train(config, 3, { record: false });
    const record = vi.fn<StepRecorder>((step) =>
      device.record!(() => {
        step();
        throw new Error('it reads something back');
      }),
    );
    const notices: string[] = [];
    const options = { onNotice: (message: string) => void notices.push(message) };
    const trained = await train(config, 3, options, { ...device, record });
    expect(record).toHaveBeenCalledTimes(1);
    expect(notices).toEqual([expect.stringContaining('it reads something back')]);
    expect(trained.recordedBytes).toBe(0);
    expect(trained.losses).toEqual(eager.losses);
    expect(trained.weights).toEqual(eager.weights);
  });
});
