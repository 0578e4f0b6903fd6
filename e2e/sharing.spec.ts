import { expect } from '@playwright/test';
import { decodeLink, MAX_LINK_LENGTH } from '../src/config/link';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';

test('a link has the settings and the results: a fresh browser trains the same run, and shows that it is the same', async ({
  page,
  browser,
}) => {
  const playground = new Playground(page);
  await playground.open(tinyRun());
  await playground.field('Global weight').fill('0.6');
  await playground.field('Global weight').press('Enter');
  await expect.poll(() => decodeLink(new URL(page.url()).hash).config.loss.alpha).toBe(0.6);
  const address = decodeLink(new URL(page.url()).hash);
  await playground.doSteps(6);
  const losses = (await playground.metrics()).map((row) => row.loss);
  await playground.button('Share').click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(link.length).toBeLessThanOrEqual(MAX_LINK_LENGTH);
  const { config, summary } = decodeLink(new URL(link).hash);
  expect(config).toEqual(address.config);
  expect(summary?.step).toBe(6);

  const context = await browser.newContext();
  const other = new Playground(await context.newPage());
  await other.page.goto(link);
  await other.waitFor('Ready');
  await expect(other.field('Global weight')).toHaveValue('0.6');
  const dashed = other.page.locator('.js-plotly-plot path.js-line[style*="dash"]');
  await expect(dashed.first()).toBeAttached();
  await other.doSteps(2);
  await expect(dashed.first()).toBeAttached();
  expect((await other.metrics()).map((row) => row.loss)).toEqual(losses.slice(0, 2));

  // What the panels say meanwhile does not matter.
  await other.field('Global weight').fill('0.4');
  await other.field('Global weight').press('Enter');
  await other.button('Reproduce').click();
  const verdict = other.page.getByText(/^Reproduced up to step 6: (\d+) of \1 numbers are the same/);
  await expect(verdict).toBeVisible({ timeout: 120_000 });
  await expect(other.field('Global weight')).toHaveValue('0.6');
  await context.close();
});
