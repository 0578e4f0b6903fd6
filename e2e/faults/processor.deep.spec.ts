import { test } from '../support/test';
import { withoutGpu } from '../support/withoutGpu';
import { disturbedRun, faultsSeed } from './disturbedRun';
import { PROCESSOR_FAULTS } from './kinds';

test.use(withoutGpu);

const count = Number(process.env.FAULTS ?? 50);

test(`${count} faults at random steps cost unsaved steps alone`, async ({ browser }, info) => {
  await disturbedRun(browser, info, { count, seed: faultsSeed(), kinds: PROCESSOR_FAULTS });
});
