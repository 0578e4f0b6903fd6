import { expect } from '@playwright/test';
import { download } from './support/download';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { violations } from './support/violations';

const STEPS = 12;

/** Rows of a CSV file by the names of its columns; no field of these holds a comma. */
function rowsOf(bytes: Uint8Array): Record<string, string>[] {
  const [head, ...lines] = new TextDecoder().decode(bytes).trim().split(/\r?\n/);
  const names = head!.split(',');
  return lines.map((line) => {
    const fields = line.split(',');
    return Object.fromEntries(names.map((name, place): [string, string] => [name, fields[place] ?? '']));
  });
}

test('a sweep of two values is paused, goes on, is plotted and saved, and the run before it comes back', async ({
  page,
}) => {
  const playground = new Playground(page);
  await playground.open(tinyRun(({ optim }) => (optim.warmup = 0)));
  await playground.doSteps(2);

  await page.getByRole('tab', { name: 'Sweep' }).click();
  await page.getByRole('textbox', { name: /^Values of Global weight/ }).fill('0.5, 2');
  await expect(playground.button('Start the sweep')).toBeDisabled();
  await page.getByRole('textbox', { name: /^Values of Global weight/ }).fill('0.5, 1');
  await page.getByRole('textbox', { name: 'Seeds' }).fill('1');
  await page.getByRole('textbox', { name: 'Steps of each run' }).fill(String(STEPS));
  await page.getByRole('checkbox', { name: 'Segmentation', exact: true }).uncheck();
  await page.getByRole('checkbox', { name: 'Linear classification' }).uncheck();
  await page.getByRole('checkbox', { name: 'Raw pixels' }).uncheck();
  await expect(page.getByText(`2 runs of ${STEPS} steps, and 1 point to compare with.`)).toBeVisible();
  await playground.button('Start the sweep').click();
  await expect(page.getByRole('dialog')).toContainText('Your run of 2 steps is put aside');
  await page.getByRole('dialog').getByRole('button', { name: 'Start the sweep' }).click();

  const progress = page.getByRole('region', { name: 'Progress of the sweep' });
  await expect(progress).toContainText('α = 0.5, seed 1');
  await playground.button('Pause the sweep').click();
  await expect(progress.getByText('Paused', { exact: true })).toBeVisible();
  await expect(progress).not.toContainText('3 of 3 points');
  await expect(playground.button('Reset')).toBeDisabled();
  await playground.button('Go on with the sweep').click();
  await expect(progress.getByText('Finished', { exact: true })).toBeVisible({ timeout: 120_000 });
  await expect(progress).toContainText('3 of 3 points');

  const plot = page.getByRole('region', { name: 'Trade-off' });
  for (const mark of ['α = 0.5', 'α = 1', 'Random weights'])
    await expect(plot.locator('.textpoint').getByText(mark, { exact: true })).toBeVisible();
  await expect(plot.getByText('kNN classification, top-1 (%)')).toBeVisible();

  const saved = await download(page, () => playground.button('All runs (CSV)').click());
  const rows = rowsOf(saved.bytes);
  expect(rows.map(({ id }) => id)).toEqual(['alpha-0.5_seed-1', 'alpha-1_seed-1', 'random_seed-1']);
  for (const row of rows) {
    const values = [row['knn_top1 [fraction]'], row['matching_features [fraction]']].map(Number);
    expect(
      values.every((value) => value >= 0 && value <= 1),
      row.id,
    ).toBe(true);
    expect(row.failure).toBe('');
  }

  await page.getByRole('button', { name: 'kNN top-1 (%)' }).click();
  const firstCells = page.getByRole('region', { name: 'Results' }).locator('tbody th');
  const best = [...rows].sort(
    (a, b) => Number(b['knn_top1 [fraction]']) - Number(a['knn_top1 [fraction]']),
  )[0]!;
  await expect(firstCells.first()).toHaveText(
    best.baseline === 'random' ? 'Random weights' : best['loss.alpha']!,
  );

  await page.getByRole('button', { name: 'Seeds of α = 1' }).click();
  expect(await violations(page)).toEqual([]);
  const weights = await download(page, () => playground.button('Weights').click());
  expect(weights.name).toBe('vicregl-alpha-1_seed-1.safetensors');
  await playground.button('Use these settings').click();
  await expect(playground.field('Global weight')).toHaveValue('1');

  expect(await playground.step()).toBe(2);
  await page.getByRole('tab', { name: 'Training' }).click();
  const metrics = await playground.metrics();
  expect(metrics.map(({ step }) => step)).toEqual([1, 2]);
});
