import { expect } from '@playwright/test';
import { Playground } from './support/playground';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { withoutGpu } from './support/withoutGpu';

test.use(withoutGpu);

const STEPS = 6;

const shared = sharePage(tinyRun());

test('without an adapter it says so, trains on the processor, and shows everything', async () => {
  const playground = shared();
  const { page } = playground;
  const notice = page.getByRole('main').getByText(/Training runs on the processor instead/);
  await expect(notice).not.toContainText('To get WebGPU:');
  await playground.button('More').click();
  await expect(notice).toContainText('graphics card');
  await expect(notice).toContainText('To get WebGPU:');
  const chip = page.getByRole('button', { name: /^Device: Processor/ });
  await expect(chip).toBeVisible();
  await expect(page.getByRole('note')).toContainText(/≈ [\d.]+ MB memory/);

  const picture = await playground.pinCell();
  const before = await picture();
  await playground.doSteps(STEPS);
  await expect.poll(picture).not.toBe(before);

  const rows = await playground.metrics();
  expect(rows).toHaveLength(STEPS);
  for (const row of rows) expect(Number.isFinite(row.loss), `step ${row.step}`).toBe(true);
  expect(rows.at(-1)!.loss).toBeLessThan(rows[0]!.loss!);
  expect(rows.some((row) => row.matching_accuracy_embeddings !== undefined)).toBe(true);
  const weights = await playground.save('Weights (safetensors)');
  expect(weights.bytes.length).toBeGreaterThan(1000);

  await chip.click();
  await expect(page.getByText('wasm', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
  await page.reload();
  await playground.waitFor('Ready');
  await expect(notice).toBeHidden();
});

test('says that there is no GPU where one was asked for, and offers the processor', async ({ page }) => {
  const playground = new Playground(page);
  await page.goto('./?device=gpu&recorded=off');
  await expect(page.getByRole('alert')).toContainText('no graphics adapter');
  await playground.button('Use the processor').click();
  await playground.waitFor('Ready');
  await expect(page.getByRole('button', { name: /^Device: Processor/ })).toBeVisible();
  await expect(page.getByText(/Training runs on the processor instead/)).toHaveCount(0);
});
