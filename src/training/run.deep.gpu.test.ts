import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { openSharedDevice } from '../gpu/testing/sharedDevice';
import { expectReplayEqualsEager } from './testing/replay';
import { tinyConfig } from './testing/tinyRun';

let device: Computer;
beforeAll(async () => {
  device = await openSharedDevice();
});
afterAll(() => device.close());

it('200 recorded steps train, bit for bit, like eager ones', async () => {
  expect.hasAssertions();
  await expectReplayEqualsEager(tinyConfig(), 200, device);
});

it.each(['float32', 'mixed'] as const)(
  'a recorded step trains, bit for bit, like the eager one: ResNet and LARS, %s',
  async (precision) => {
    expect.hasAssertions();
    const config = tinyConfig(({ model, views, optim }) => {
      model.backbone = {
        family: 'resnet',
        block: 'basic',
        layers: [1, 1],
        base: 4,
        stem: precision === 'mixed' ? 'imagenet' : 'small',
        zeroInitResidual: true,
      };
      views.crops[0]!.size = 32;
      Object.assign(optim, { optimizer: 'lars', precision });
    });
    await expectReplayEqualsEager(config, 6, device);
  },
);

it('a recorded step trains, bit for bit, like the eager one: mixed precision, drop path and layer scale', async () => {
  expect.hasAssertions();
  const config = tinyConfig(({ model, views, optim }) => {
    model.backbone = {
      family: 'convnext',
      patch: 4,
      depths: [1, 1],
      widths: [8, 16],
      layerScale: 0.1,
      dropPath: 0.4,
    };
    views.crops[0]!.size = 32;
    optim.precision = 'mixed';
  });
  await expectReplayEqualsEager(config, 6, device);
});
