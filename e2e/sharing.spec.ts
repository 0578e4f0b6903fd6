import { expect } from '@playwright/test';
import { decodeLink, MAX_LINK_LENGTH } from '../src/config/link';
import { Playground } from './support/playground';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';

const shared = sharePage(tinyRun());

test('a link with results shows them before and beside the own run', async ({ browser }) => {
  const playground = shared();
  await playground.doSteps(6);
  await playground.button('Share').click();
  const link = await playground.page.getByRole('textbox', { name: 'Link' }).inputValue();
  await playground.page.keyboard.press('Escape');
  expect(link.length).toBeLessThanOrEqual(MAX_LINK_LENGTH);
  const { summary } = decodeLink(new URL(link).hash);
  expect(summary?.step).toBe(6);

  const context = await browser.newContext();
  const other = new Playground(await context.newPage());
  await other.page.goto(link);
  await other.waitFor('Ready');
  const dashed = other.page.locator('.js-plotly-plot path.js-line[style*="dash"]');
  await expect(dashed.first()).toBeAttached();
  await other.doSteps(2);
  await expect(dashed.first()).toBeAttached();

  // What the panels say meanwhile does not matter.
  await other.field('Global weight').fill('0.4');
  await other.field('Global weight').press('Enter');
  await other.button('Reproduce').click();
  const verdict = other.page.getByText(/^Reproduced up to step 6: (\d+) of \1 numbers are the same/);
  await expect(verdict).toBeVisible({ timeout: 60_000 });
  await expect(other.field('Global weight')).toHaveValue('0.75');
  await context.close();
});

// The last, for it changes α.
test('the address holds the configuration, and a fresh browser trains the same run from it', async ({
  browser,
}) => {
  const playground = shared();
  const { page } = playground;
  await playground.field('Global weight').fill('0.6');
  await playground.field('Global weight').press('Enter');
  await expect.poll(() => decodeLink(new URL(page.url()).hash).config.loss.alpha).toBe(0.6);
  await playground.doSteps(3);
  const losses = (await playground.metrics()).map((row) => row.loss);

  const context = await browser.newContext();
  const other = new Playground(await context.newPage());
  await other.page.goto(page.url());
  await other.waitFor('Ready');
  await expect(other.field('Global weight')).toHaveValue('0.6');
  await other.doSteps(3);
  expect((await other.metrics()).map((row) => row.loss)).toEqual(losses);
  await context.close();
});
