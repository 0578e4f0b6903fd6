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
