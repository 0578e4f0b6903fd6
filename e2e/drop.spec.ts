import { readFile } from 'node:fs/promises';
import { gzipSync } from 'fflate';
import { expect } from '@playwright/test';
import sharp from 'sharp';
import { idxFile } from '../src/data/arrays/testing/idxFile';
import { cifarBatch } from './support/cifarBatch';
import { dropFiles } from './support/dropFiles';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { endless, tinyRun } from './support/tinyRun';

const text = (name: string, content: string) => ({ name, bytes: Buffer.from(content) });

async function pictures(count: number) {
  const picture = (red: number) =>
    sharp({ create: { width: 48, height: 40, channels: 3, background: { r: red, g: 90, b: 30 } } })
      .png()
      .toBuffer();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => ({
      name: `picture${index}.dat`,
      bytes: await picture(20 * index),
    })),
  );
}

test.describe('on one page', () => {
  const shared = sharePage(tinyRun(endless));

  test('a field that cannot be used keeps the training from going on, and is led to', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.openPanel('Optimiser');
    const rate = playground.field('Base learning rate');
    await rate.fill('fast');
    await rate.press('Enter');
    await page.getByRole('button', { name: /^Optimiser/ }).click();
    await playground.button('Train').click();
    const refusal = page.getByText(/Correct this before training\. Base learning rate/);
    await expect(refusal).toBeVisible();
    expect(await playground.step()).toBe(0);
    await playground.button('Go to the field').click();
    await expect(rate).toBeFocused();
    await rate.fill('0.01');
    await rate.press('Enter');
    await expect(refusal).toHaveCount(0);
    await playground.button('Train').click();
    await playground.waitForStep(2);
  });

  test('what is dropped anywhere is taken for what it holds, or named', async () => {
    const playground = shared();
    const { page } = playground;
    const alpha = playground.field('Global weight');

    await test.step('a file of no use is called by its kind', async () => {
      await dropFiles(page, [text('model.safetensors', '<!doctype html><html></html>')]);
      await expect(page.getByText('model.safetensors is a web page')).toBeVisible();
      await expect(page.getByText('can be dropped here')).toBeVisible();
      await expect(page.getByText('Let go anywhere')).toHaveCount(0);
    });

    await test.step('a recorded run, whose way onto the page is another', async () => {
      const bytes = await readFile('src/formats/recorded/fixtures/version1.zip');
      await dropFiles(page, [{ name: 'base.zip', bytes }]);
      await expect(page.getByText('The file is a recorded run of the playground')).toBeVisible();
      await expect(page.getByText('in Runs, under “Recorded runs”')).toBeVisible();
      // One card is on show at a time.
      await playground.button('Dismiss').click();
    });

    await test.step('a configuration replaces the settings, and can be undone', async () => {
      const wanted = tinyRun((config) => (config.loss.alpha = 0.33));
      await dropFiles(page, [text('run.txt', JSON.stringify(wanted))]);
      await expect(alpha).toHaveValue('0.33');
      await playground.button('Undo').click();
      await expect(alpha).toHaveValue('0.75');
    });

    await test.step('weights of another ending start the run', async () => {
      const bytes = await readFile('src/formats/fixtures/checkpoint_convnext_backbone.pth');
      await dropFiles(page, [{ name: 'weights.ckpt', bytes }]);
      await expect(page.getByText(/weights\.ckpt/).first()).toBeVisible();
    });

    await test.step('images switch the source', async () => {
      await dropFiles(page, await pictures(8));
      await expect(page.getByText(/8 images of 32 × 32/)).toBeVisible();
      await expect(page.getByRole('radio', { name: 'Images' })).toBeChecked();
      await playground.waitFor('Ready');
    });

    await test.step('arrays switch it too, as they are downloaded', async () => {
      const arrays = [
        { name: 'train-images-idx3-ubyte.gz', bytes: gzipSync(idxFile([24, 28, 28], (at) => at % 256)) },
        { name: 'train-labels-idx1-ubyte.gz', bytes: gzipSync(idxFile([24], (at) => at % 10)) },
      ].map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }));
      await dropFiles(page, arrays);
      await expect(page.getByText(/24 images of 28 × 28/)).toBeVisible();
      await expect(page.getByRole('radio', { name: 'Arrays' })).toBeChecked();
      await playground.waitFor('Ready');
    });

    await test.step('a running training is asked for first', async () => {
      const batch = [{ name: 'data_batch_1.bin', bytes: cifarBatch(40, 1) }];
      await playground.button('Train').click();
      await playground.waitForStep(2);
      await dropFiles(page, batch);
      await expect(page.getByRole('dialog')).toContainText('ends the running training');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await playground.waitForStep((await playground.step()) + 2);
      await dropFiles(page, batch);
      await playground.button('Load').click();
      await expect(page.getByText(/40 images of 32 × 32/)).toBeVisible();
      await playground.waitFor('Ready');
      await expect(page.getByRole('radio', { name: 'CIFAR' })).toBeChecked();
    });
  });
});
