import { expect } from '@playwright/test';
import { Playground } from '../support/playground';
import { test } from '../support/test';
import { tinyRun } from '../support/tinyRun';

/** A software adapter compiles and times a workload for minutes; in ms. */
const SLOW = 600_000;

test('a step of W0 is timed on the adapter', async ({ page }) => {
  test.setTimeout(2 * SLOW);
  const playground = new Playground(page);
  await playground.open(tinyRun(), 'gpu');
  await page.getByRole('button', { name: /^Device: / }).click();
  await playground.button('Check and measure it').click();
  const view = page.getByRole('region', { name: 'Device', exact: true });
  await view.getByRole('button', { name: 'Measure' }).click();
  const row = view.getByRole('region', { name: 'Training steps' }).getByRole('row', { name: /^W0/ });
  await expect(row).toContainText(/\d m?s/, { timeout: SLOW });
});
