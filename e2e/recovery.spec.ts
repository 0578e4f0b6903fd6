import { expect, type Dialog } from '@playwright/test';
import { readSafetensors } from '../src/formats/safetensors';
import { download } from './support/download';
import { Playground, type MetricsRow } from './support/playground';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';

/** @file What a person does while it trains, and how a run that ended badly is gone on with. */

const longRun = () => tinyRun(({ run }) => Object.assign(run, { length: 100_000, snapshotEvery: 10_000 }));

async function endWorker(playground: Playground): Promise<void> {
  await playground.trainingWorker().evaluate(() => self.close());
  await expect(playground.page.getByRole('alert')).toContainText('The training worker has ended');
}

test.describe('on one page', () => {
  // The processor computes where the worker's messages arrive, so it is the harder case.
  const shared = sharePage(longRun(), { device: 'processor' });

  // The first, for a page that is left loses what the others need.
  test('leaving asks while steps would be lost, and does not before the first one', async () => {
    const playground = shared();
    const { page } = playground;
    const questions: string[] = [];
    const answer = (dialog: Dialog): void => {
      questions.push(dialog.type());
      void dialog.accept();
    };
    page.on('dialog', answer);
    await page.reload();
    await playground.waitFor('Ready');
    expect(questions).toEqual([]);
    await playground.doSteps(1);
    await expect.poll(() => page.title()).toBe('❚❚ 1/100,000 · VICRegL playground');
    await page.reload();
    expect(questions).toEqual(['beforeunload']);
    page.off('dialog', answer);
  });

  test('after the worker has ended, its weights are there, and a fresh one goes on from them or starts over', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.button('Train').click();
    await playground.waitForStep(3);
    await endWorker(playground);
    await playground.waitFor('Stopped');
    for (const name of ['Continue', 'Step', 'Reset']) await expect(playground.button(name)).toBeDisabled();

    const goOn = page.getByRole('button', { name: /^Go on from step/ });
    const kept = Number(/[\d,]+/.exec(await goOn.innerText())![0].replaceAll(',', ''));
    expect(kept).toBeGreaterThan(0);
    const file = await download(page, () => playground.button('Export last good weights').click());
    expect(readSafetensors(file.bytes).metadata.step).toBe(String(kept));

    await goOn.click();
    await playground.waitFor('Paused');
    expect(await playground.step()).toBe(kept);
    await playground.doSteps(1);
    expect((await playground.metrics()).map((row) => row.step)).toEqual(
      Array.from({ length: kept + 1 }, (_, index) => index + 1),
    );

    await endWorker(playground);
    await playground.button('Try again').click();
    await playground.waitFor('Ready');
    expect(await playground.step()).toBe(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('Reset is undone: step, curves and weights are those of the run again', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.doSteps(4);
    const before = await playground.metrics();
    const weights = readSafetensors((await playground.save('Weights (safetensors)')).bytes).tensors;
    await playground.button('Reset').click();
    await playground.waitFor('Ready');
    await playground.doSteps(1);
    await playground.button('Undo').click();
    await expect(page.getByText('Back at step 4')).toContainText('as if nothing had been');
    expect(await playground.step()).toBe(4);
    const losses = (rows: readonly MetricsRow[]) => rows.map(({ step, loss }) => [step, loss]);
    expect(losses(await playground.metrics())).toEqual(losses(before));
    expect(readSafetensors((await playground.save('Weights (safetensors)')).bytes).tensors).toEqual(weights);
  });

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
});

test('a loss that explodes pauses the training, is named with its step, and is gone on from with half the learning rate', async ({
  page,
}) => {
  const playground = new Playground(page);
  await playground.open(
    tinyRun((config) => {
      Object.assign(config.optim, { optimizer: 'lars', baseLr: 10, eta: 1, warmup: 0 });
      Object.assign(config.run, { batch: 64 });
    }),
  );
  await playground.button('Train').click();
  const message = page.getByRole('alert').filter({ hasText: /At step \d+/ });
  await expect(message).toContainText(/became (NaN|-?Infinity)/);
  await expect(message).toContainText('last good');
  await playground.waitFor('Stopped');
  const { bytes } = await playground.save('Weights (safetensors)');
  expect(bytes.length).toBeGreaterThan(1000);
  await playground.button('Go on with half the learning rate').click();
  await playground.openPanel('Optimiser');
  await expect(playground.field('Base learning rate')).toHaveValue('5');
});
