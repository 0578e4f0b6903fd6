import { test } from '../support/test';
import { disturbedRun, faultsSeed } from './disturbedRun';
import { GPU_FAULTS } from './kinds';

const count = Number(process.env.GPU_FAULTS ?? 10);

test(`the GPU is lost ${count} times at random steps, which costs unsaved steps alone`, async ({
  browser,
}, info) => {
  await disturbedRun(browser, info, { count, seed: faultsSeed(), kinds: GPU_FAULTS, device: 'gpu' });
});
