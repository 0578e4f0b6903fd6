import { expect } from '@playwright/test';
import sharp from 'sharp';
import { encodeLink } from '../src/config/link';
import { Playground } from './support/playground';
import { sharePage } from './support/sharedPage';
import { cifarBatch } from './support/cifarBatch';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';

test('without WebGPU the page says what would help, and goes on without', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined });
  });
  // Workers have a navigator of their own, so the option that hides WebGPU is taken away where the worker looks.
  await page.route(/trainingWorker.*\.js/, async (route) => {
    const response = await route.fetch();
    const hidden = "Object.defineProperty(WorkerNavigator.prototype, 'gpu', { get: () => undefined });\n";
    await route.fulfill({ response, body: hidden + (await response.text()) });
  });
  await page.goto('./?recorded=off');
  const notice = page.getByRole('main').getByText(/Training runs on the processor instead/);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await expect(notice).toContainText('To get WebGPU:');
  await expect(notice).toContainText(/Chrome|flag|driver/);
});

// How else a link can be off, is tried where links are decoded.
test('a link with a value out of range opens with the default', async ({ page }) => {
  await page.goto(`./#${encodeLink(tinyRun((config) => (config.loss.alpha = 7)))}`);
  await expect(page.getByText('loss.alpha').first()).toBeVisible();
  await expect(new Playground(page).field('Global weight')).toHaveValue('0.75');
});

test.describe('on one page', () => {
  const shared = sharePage(tinyRun());

  test('a field that cannot work with the others offers a value that fits', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.openPanel('Optimiser');
    const warmup = playground.field('Warm-up');
    await warmup.fill('5000');
    const offer = page.getByRole('button', { name: /^Use \d+$/ });
    await offer.click();
    await expect(offer).toHaveCount(0);
    await expect(warmup).toHaveValue(/^\d{1,3}$/);
  });

  test('a batch larger than the data, and a crop that the stride does not divide, are refused with a way out', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.openPanel('Run');
    await playground.field('Batch').fill('100');
    await playground.field('Batch').press('Enter');
    await expect(page.getByText('larger than the data set of 64 images').first()).toBeVisible();
    await playground.field('Batch').fill('8');
    await playground.field('Batch').press('Enter');
    // A view that is not on show is brought up to date when it is.
    await expect(page.getByText('larger than the data set').filter({ visible: true })).toHaveCount(0);
    await playground.openPanel('Augmentation');
    await playground.field('Crop size').fill('30');
    await playground.field('Crop size').press('Enter');
    await expect(page.getByText('use 28 or 32 px').first()).toBeVisible();
    await playground.field('Crop size').fill('32');
    await playground.field('Crop size').press('Enter');
  });

  test('a source without files offers to choose some where the views will be, and leaves a broken one out by name', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.openPanel('Data');
    await page.getByRole('radiogroup', { name: 'Source' }).getByText('Images', { exact: true }).click();
    await playground.waitFor('Needs files');
    const picture = (red: number) =>
      sharp({ create: { width: 48, height: 40, channels: 3, background: { r: red, g: 90, b: 30 } } })
        .png()
        .toBuffer();
    const files = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => ({
        name: `picture${index}.png`,
        mimeType: 'image/png',
        buffer: await picture(20 * index),
      })),
    );
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('main').getByRole('button', { name: 'Choose files' }).click();
    await (
      await chooser
    ).setFiles([
      ...files,
      { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('this is no image') },
    ]);
    await expect(page.getByText(/8 images of 32 × 32/)).toBeVisible();
    await page.getByText('1 file not used').click();
    await expect(page.getByText('broken.png').last()).toBeVisible();
    await playground.waitFor('Ready');
  });

  test('names what cannot be trained on where it was chosen, and takes files of the other source for what they are', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.openPanel('Data');
    const source = page.getByRole('radiogroup', { name: 'Source' });
    await source.getByText('Images', { exact: true }).click();
    const input = page.getByLabel('Choose images', { exact: true });
    await input.setInputFiles([
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('what I did today') },
    ]);
    await expect(page.getByText('notes.txt is a text file, not an image.')).toBeVisible();
    await input.setInputFiles([
      { name: 'batch.dat', mimeType: 'application/octet-stream', buffer: cifarBatch(16, 1) },
    ]);
    await expect(page.getByText(/16 images of 32 × 32, 10 classes/)).toBeVisible();
    await expect(source.getByRole('radio', { name: 'CIFAR' })).toBeChecked();
  });

  // The last, for it leaves the page without images.
  test('trains on CIFAR-10 files, and refuses a truncated one without losing the run', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.openPanel('Data');
    await page.getByRole('radiogroup', { name: 'Source' }).getByText('CIFAR', { exact: true }).click();
    const input = page.getByLabel('Choose CIFAR-10 batch files', { exact: true });
    await input.setInputFiles([
      { name: 'data_batch_1.bin', mimeType: 'application/octet-stream', buffer: cifarBatch(40, 1) },
      { name: 'data_batch_2.bin', mimeType: 'application/octet-stream', buffer: cifarBatch(24, 2) },
    ]);
    await playground.button('Replace it').click();
    await expect(page.getByText(/64 images of 32 × 32/)).toBeVisible();
    await playground.waitFor('Ready');
    await playground.doSteps(2);
    const losses = (await playground.metrics()).map((row) => row.loss);
    expect(losses.every(Number.isFinite)).toBe(true);

    await input.setInputFiles([
      {
        name: 'data_batch_3.bin',
        mimeType: 'application/octet-stream',
        buffer: cifarBatch(4, 3).subarray(0, 10_000),
      },
    ]);
    const failed = page.getByText(/data_batch_3\.bin.*10,?000|10,?000.*bytes/).first();
    await playground.button('Reset').click();
    await expect(failed).toBeVisible();
  });
});
