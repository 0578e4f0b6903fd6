import { expect } from '@playwright/test';
import { libraryRows, openLibrary } from './support/library';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { violations } from './support/violations';
import { withoutGpu } from './support/withoutGpu';

test.use(withoutGpu);

test('a card starts, its baseline follows, and both are compared', async ({ page }) => {
  const playground = new Playground(page);
  await playground.open(tinyRun());
  await playground.doSteps(1);
  await page.getByRole('tab', { name: 'Experiments' }).click();
  const card = page.getByRole('article', { name: 'Does a local loss help local matching?' });
  await expect(card.getByRole('definition').first()).toContainText('%');
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByRole('textbox', { name: 'Steps of each run' }).fill('2');
  await card.getByRole('button', { name: 'Run it' }).click();
  await expect(page.getByRole('dialog')).toContainText('Your run of 1 step ends. It stays in the library');
  await page.getByRole('dialog').getByRole('button', { name: 'Start the experiment' }).click();
  const runs = card.getByRole('list', { name: 'Runs of this experiment' });
  await expect(runs.getByRole('listitem').first()).toContainText('α = 0.75');
  await expect(card).toContainText('2 of 2 runs done.', { timeout: 240_000 });

  await card.getByRole('button', { name: 'Compare' }).click();
  const legend = page.getByRole('list', { name: 'Runs that are compared' });
  await expect(legend.getByRole('listitem')).toHaveText([/^α = 0\.75, 2 steps/, /^α = 1, 2 steps/]);
  const measures = page.getByRole('region', { name: 'What they came to' });
  await expect(measures.getByRole('row', { name: /^Feature matching/ })).toHaveText(/%.*%/);
  await openLibrary(page);
  await expect(libraryRows(page)).toHaveCount(3);
  await expect(libraryRows(page).first()).toContainText('local-loss');
});
