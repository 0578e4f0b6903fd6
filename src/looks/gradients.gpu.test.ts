import { afterAll, beforeAll, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { openSharedDevice } from '../gpu/testing/sharedDevice';
import { expectGradientsAddUp } from './testing/gradientsAddUp';

let device: Computer;
beforeAll(async () => {
  device = await openSharedDevice();
});
afterAll(() => device.close());

it('gradients of the branches add up to that of the step on a GPU too', () =>
  expectGradientsAddUp(device, 'branches'));
