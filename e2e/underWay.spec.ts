import { expect } from '@playwright/test';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';

/** @file What a person does while it trains. The processor computes where the worker's messages arrive, so it is the harder case. */

const shared = sharePage(
  tinyRun(({ run }) => Object.assign(run, { length: 100_000, snapshotEvery: 10_000 })),
  { device: 'processor' },
);

test('on the processor everything is heard while it trains', async () => {
  const playground = shared();
  const { page } = playground;
  await playground.button('Train').click();
  await playground.waitForStep(3);

  await test.step('α is that of the next reports', async () => {
    await playground.field('Global weight').fill('0.2');
    await playground.field('Global weight').press('Enter');
    await expect.poll(async () => (await playground.metrics()).at(-1)!.alpha).toBe(0.2);
  });

  await test.step('another image is shown', async () => {
    const view = page
      .getByRole('application', { name: /^View 1/ })
      .locator('canvas')
      .first();
    const picture = () => view.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const before = await picture();
    await playground.button('Next image').click();
    await expect.poll(picture).not.toBe(before);
  });

  await test.step('weights are saved, and the training goes on', async () => {
    const { bytes } = await playground.save('Weights (safetensors)');
    expect(bytes.length).toBeGreaterThan(1000);
    await playground.waitForStep((await playground.step()) + 3);
  });

  await test.step('pause pauses', async () => {
    await playground.button('Pause').click();
    await playground.waitFor('Paused');
    const paused = await playground.step();
    await playground.doSteps(1);
    expect(await playground.step()).toBe(paused + 1);
  });

  await test.step('reset goes back to step 0', async () => {
    await playground.button('Continue').click();
    await playground.waitForStep((await playground.step()) + 3);
    await playground.button('Reset').click();
    await playground.waitFor('Ready');
    expect(await playground.step()).toBe(0);
  });
});

test('a worker that ends while it trains is noticed', async () => {
  const playground = shared();
  const { page } = playground;
  await playground.button('Train').click();
  await playground.waitForStep(3);
  await playground.trainingWorker().evaluate(() => self.close());
  await expect(page.getByText('The training worker has ended.').first()).toBeVisible();
});
