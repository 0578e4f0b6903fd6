import { expect } from '@playwright/test';
import { Playground } from '../support/playground';
import { test } from '../support/test';
import { tinyRun } from '../support/tinyRun';

/** How long an evaluation may take on the processor, in ms. */
const SLOW = 200_000;

test('a training that has ended is evaluated by itself where that is wanted', async ({ page }) => {
  const playground = new Playground(page);
  await playground.open(tinyRun(({ run }) => Object.assign(run, { length: 3, knnEvery: 1 })));
  await page.getByRole('tab', { name: 'Evaluate', exact: true }).click();
  for (const probe of ['Linear classification', 'Linear segmentation', 'Semantic matching'])
    await page.getByRole('group', { name: 'Probes' }).getByText(probe, { exact: true }).click();
  await page.getByRole('switch', { name: 'Evaluate when finished' }).click({ force: true });
  await playground.button('Train').click();
  await playground.waitFor('Finished');
  await expect(page.getByRole('region', { name: 'Matching', exact: true })).toContainText('step 3', {
    timeout: SLOW,
  });
  const knn = (await playground.metrics()).map((row) => row.knn_top1);
  expect(knn).toHaveLength(3);
  expect(knn.every((share) => share! >= 0 && share! <= 1)).toBe(true);
});
