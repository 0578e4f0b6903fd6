import { strFromU8, unzipSync } from 'fflate';
import { expect, type Locator, type Page } from '@playwright/test';
import { download } from './support/download';
import { closeLibrary, library, libraryRows as rows, openLibrary } from './support/library';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { withoutGpu } from './support/withoutGpu';

test.use(withoutGpu);

const config = tinyRun(({ run }) => (run.length = 8));

async function fromMenu(page: Page, row: Locator, item: string): Promise<void> {
  await row.getByRole('button', { name: /^More about/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('runs are kept, named, found, compared, deleted and gone on with', async ({ page }) => {
  const playground = new Playground(page);
  await playground.open(config);
  await playground.button('Train').click();
  await playground.waitFor('Finished');
  await openLibrary(page);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText('on show');
  const first = (await rows(page).first().getAttribute('aria-label'))!;

  // The next run takes the settings of the first, and says so.
  await fromMenu(page, rows(page).first(), 'Use its settings');
  await expect(page.getByText(`The settings are those of "${first}" now.`)).toBeVisible();
  await playground.openPanel('Loss and matching');
  await playground.field('Global weight').fill('1');
  await playground.field('Global weight').press('Enter');
  await playground.button('Train again').click();

  await openLibrary(page);
  await expect(rows(page)).toHaveCount(2);
  const [second, other] = [rows(page).first(), rows(page).last()];
  await expect(second).toContainText(`${first}: α 0.75→1`);
  await expect(other).toContainText('done');
  await expect(other.getByRole('img', { name: /best .* matches/ })).toBeVisible();
  await expect(other.getByRole('img', { name: /^Total loss from/ })).toBeVisible();

  await fromMenu(page, other, 'Name, tags, note…');
  const about = other.getByRole('form');
  await about.getByRole('textbox', { name: 'Name' }).fill('both branches');
  await about.getByRole('combobox', { name: 'Tags' }).fill('paper,');
  await about.getByRole('textbox', { name: 'Note' }).fill('the usual α');
  await about.getByRole('button', { name: 'Save' }).click();
  await expect(other).toHaveAttribute('aria-label', 'both branches');
  await expect(other).toContainText('the usual α');
  await library(page).getByRole('textbox', { name: 'Search runs' }).fill('usual paper');
  await expect(rows(page)).toHaveCount(1);
  await library(page).getByRole('textbox', { name: 'Search runs' }).fill('');

  // Both beside each other.
  await rows(page).nth(0).getByRole('checkbox').check();
  await expect(library(page).getByRole('button', { name: 'Compare', exact: true })).toBeDisabled();
  await rows(page).nth(1).getByRole('checkbox').check();
  await library(page).getByRole('button', { name: 'Compare', exact: true }).click();
  const legend = page.getByRole('list', { name: 'Runs that are compared' });
  await expect(legend.getByRole('listitem')).toHaveCount(2);
  const settings = page.getByRole('region', { name: 'Settings that differ' }).getByRole('row');
  await expect(settings).toHaveCount(2);
  await expect(settings.last()).toHaveText(/Global weight α\s*1\s*0\.75/);
  const measures = page.getByRole('region', { name: 'What they came to' });
  await expect(measures.getByRole('row', { name: /^Total loss/ })).toBeVisible();
  const matches = page.getByRole('region', { name: 'Matches of the same image' });
  await expect(matches.getByRole('figure')).toHaveCount(2);
  await expect(matches.locator('svg [data-verdict]').first()).toBeVisible();
  // A cell that is asked about in one run is asked about in all.
  await matches
    .getByRole('application', { name: /^View 1/ })
    .first()
    .click();
  await expect(matches.getByRole('application', { name: /^View 1.*row/ })).toHaveCount(2);
  const lines = page.getByRole('region', { name: 'Curves' }).locator('.scatterlayer .trace');
  await expect.poll(() => lines.count()).toBeGreaterThanOrEqual(2);

  await openLibrary(page);
  await fromMenu(page, rows(page).last(), 'Delete');
  await expect(rows(page)).toHaveCount(1);
  await expect(legend.getByRole('listitem')).toHaveCount(1);
  await closeLibrary(page);
  await expect(page.getByText('"both branches" is deleted.')).toBeVisible();
  await playground.button('Undo').click();
  // It is stored again when the list has it.
  await openLibrary(page);
  await expect(rows(page)).toHaveCount(2);
  await closeLibrary(page);

  // All of it is there after a reload, and the older run comes back.
  await page.reload();
  await playground.waitFor('Ready');
  await openLibrary(page);
  await expect(rows(page)).toHaveCount(2);
  const saved = await download(page, () => fromMenu(page, rows(page).last(), 'Save as a file'));
  const entries = unzipSync(saved.bytes);
  expect(JSON.parse(strFromU8(entries['config.json']!))).toMatchObject({ loss: { alpha: 0.75 } });
  expect(entries['checkpoint.safetensors']).toBeDefined();
  await rows(page).last().getByRole('button', { name: 'Open' }).click();
  await playground.waitFor('Finished');
  expect(await playground.metrics()).toHaveLength(8);
  await playground.openPanel('Loss and matching');
  await expect(playground.field('Global weight')).toHaveValue('0.75');
});
