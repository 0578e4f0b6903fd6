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

it('a recorded step trains, bit for bit, like the eager one: ResNet with batch norm and LARS', async () => {
  expect.hasAssertions();
  const config = tinyConfig(({ model, optim }) => {
    model.backbone = {
      family: 'resnet',
      block: 'basic',
      layers: [1, 1],
      base: 4,
      stem: 'small',
      zeroInitResidual: true,
    };
    optim.optimizer = 'lars';
  });
  await expectReplayEqualsEager(config, 6, device);
});
