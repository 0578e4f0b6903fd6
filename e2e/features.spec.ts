import { expect } from '@playwright/test';
import { download } from './support/download';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { violations } from './support/violations';

const shared = sharePage(tinyRun());

test('feature maps follow the training, export their numbers, and show two weights side by side', async () => {
  const playground = shared();
  const { page } = playground;
  await playground.doSteps(4);
  await page.getByRole('tab', { name: 'Features' }).click();
  const view = page.getByRole('region', { name: 'Feature maps' });
  await expect(view.getByText(/^Step 4, 8 × 8 cells\. The three components hold \d+ %/)).toBeVisible();
  await playground.doSteps(1);
  await expect(view.getByText(/^Step 5, 8 × 8 cells/)).toBeVisible();

  // A cell is asked about by the keys.
  const tile = view.getByRole('application').first();
  await tile.focus();
  await page.keyboard.press('ArrowUp');
  await expect(view.getByText(/, row 4, column 5: red −?[\d.e−]+, green/)).toBeVisible();

  // The cosine of a cell to itself is 1.
  await view.getByText('Likeness', { exact: true }).click();
  await expect(view.getByText('Cosine to the chosen cell.')).toBeVisible();
  await tile.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(view.getByText(/, row 4, column 5: 1\.00\.$/)).toBeVisible();

  await view.getByRole('combobox', { name: 'Map' }).selectOption('Map embedding');
  await view.getByText('Norm', { exact: true }).click();
  await view.getByText('Other weights beside').click();
  await view.getByRole('combobox', { name: 'Other weights' }).selectOption('This run, earlier');
  await expect(view.getByText(/^Step 0, 8 × 8 cells\. Euclidean norm/)).toBeVisible();
  const { bytes } = await download(page, async () => {
    await view.getByRole('button', { name: 'Save the feature maps' }).click();
    await page.getByRole('menuitem', { name: 'Numbers (JSON)' }).click();
  });
  const { map, sides } = JSON.parse(new TextDecoder().decode(bytes)) as {
    map: string;
    sides: { step: number; values: number[][][] }[];
  };
  expect(map).toBe('Map embedding');
  expect(sides.map(({ step }) => step)).toEqual([5, 0]);
  for (const { values } of sides) {
    expect(values).toHaveLength(6);
    expect(values.flat(2)).toHaveLength(6 * 64);
    expect(Math.min(...values.flat(2))).toBeGreaterThan(0);
  }
  expect(sides[0]!.values).not.toEqual(sides[1]!.values);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
});

test('filters show, and a search finds what excites each channel', async () => {
  const playground = shared();
  const { page } = playground;
  await page.getByRole('tab', { name: 'Filters' }).click();
  const stem = page.getByRole('region', { name: 'Stem filters' });
  await expect(stem.getByText('16 filters of 4 × 4 px.')).toBeVisible();
  await expect(stem.getByRole('img', { name: /^Filter / })).toHaveCount(16);

  const channels = page.getByRole('region', { name: 'Channels' });
  await channels.getByLabel('How many images are searched').selectOption('64 images');
  await channels.getByRole('button', { name: 'Search 64 images' }).click();
  await expect(channels.getByText(/^Searched 64 of 64 images at step 0: Backbone map/)).toBeVisible();
  const patches = channels.getByRole('list', { name: 'Cells that excite the channel most' });
  await expect(patches.getByRole('img')).toHaveCount(16);
  const values = (await patches.getByRole('img').all()).map(async (patch) => {
    const name = (await patch.getAttribute('aria-label'))!;
    return Number(/: ([−\d.e]+)$/.exec(name)![1]!.replaceAll('−', '-'));
  });
  const found = await Promise.all(values);
  expect(found).toEqual(found.toSorted((a, b) => b - a));
  await channels.getByRole('button', { name: 'Next channel' }).click();
  await expect(channels.getByText(/^Channel \d+: mean .* of the images have a cell/)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  await page.getByRole('tab', { name: 'Training', exact: true }).click();
});
