import { expect } from '@playwright/test';
import { encode } from 'fast-png';
import { download } from './support/download';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { violations } from './support/violations';

const shared = sharePage(tinyRun(({ run }) => (run.snapshotEvery = 2)));

test('matches are seen at any step and side by side, of images and photos, and saved as an animation', async () => {
  test.setTimeout(240_000);
  const playground = shared();
  const { page } = playground;
  await playground.doSteps(2);
  await page.getByRole('tab', { name: 'Matches', exact: true }).click();
  const weights = page.getByRole('region', { name: 'Weights', exact: true });
  await expect(weights.getByText(/^Step 2/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('table', { name: /over the panel of/ })).toBeVisible();

  await page.getByRole('switch', { name: 'Another beside' }).check();
  const beside = page.getByRole('region', { name: 'Weights beside' });
  await expect(beside.getByText(/^Step 0, α/)).toBeVisible();
  expect(await violations(page)).toEqual([]);

  const saved = await download(page, async () => {
    await page.getByRole('button', { name: 'Save the matches' }).click();
    await page.getByRole('menuitem', { name: 'Matches (JSON)' }).click();
  });
  const { matches, accuracy } = JSON.parse(new TextDecoder().decode(saved.bytes)) as {
    matches: readonly object[];
    accuracy: readonly { radius: number }[];
  };
  expect(matches.length).toBeGreaterThan(0);
  expect(accuracy.map(({ radius }) => radius)).toEqual([0.5, 1, 1.5, 2]);

  // The scenes have masks: matches between two of them are judged by their classes.
  await page.getByText('Two of a class', { exact: true }).click();
  await expect(
    weights.getByRole('table', { name: /^Matches on the same class, \d+ cells counted/ }),
  ).toBeVisible();
  const video = await download(page, async () => {
    await page.getByRole('button', { name: 'Save the matches' }).click();
    await page.getByRole('menuitem', { name: 'Over 2 steps (MP4)' }).click();
  });
  expect(new TextDecoder('latin1').decode(video.bytes.subarray(4, 8))).toBe('ftyp');

  const photo = encode({ width: 40, height: 24, channels: 3, data: new Uint8Array(40 * 24 * 3).fill(90) });
  await page.getByText('My photo', { exact: true }).click();
  await page.getByLabel('Photo to look at').setInputFiles({
    name: 'photo.png',
    mimeType: 'image/png',
    buffer: Buffer.from(photo),
  });
  await expect(weights.getByText(/^Step 2/)).toBeVisible();
  await expect(weights.getByRole('table', { name: /of this image/ })).toBeVisible();
});

test('the embedding space is measured while it trains, UMAP is computed in the built page, and axe finds nothing', async () => {
  test.setTimeout(240_000);
  const playground = shared();
  const { page } = playground;
  await playground.doSteps(1);
  await page.getByRole('tab', { name: 'Embeddings', exact: true }).click();
  const view = page.getByRole('region', { name: 'Embeddings', exact: true });
  await expect(view.getByRole('application', { name: /^Representation at step 1/ })).toBeVisible({
    timeout: 60_000,
  });
  await expect(view.getByRole('table', { name: 'Measures of the space' })).toBeVisible();
  await view.getByText('UMAP', { exact: true }).click();
  await view.getByRole('button', { name: 'Compute UMAP' }).click();
  await expect(view.getByText('These places are of step 1.')).toBeVisible({ timeout: 60_000 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
});
