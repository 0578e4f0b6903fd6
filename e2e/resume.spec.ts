import { expect, type Page } from '@playwright/test';
import { keptStep } from './support/keptRuns';
import { libraryRows, openLibrary } from './support/library';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { withoutGpu } from './support/withoutGpu';

test.use(withoutGpu);

const config = tinyRun(({ run }) => (run.length = 12));

/** Trains some steps, which the browser has kept when this resolves. */
async function trained(page: Page, steps: number): Promise<void> {
  const playground = new Playground(page);
  await playground.open(config);
  await playground.doSteps(steps);
  await expect.poll(() => keptStep(page)).toBe(steps);
}

/** How many runs the tabs of the browser hold. */
function heldRuns(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.filter(({ name }) => name?.startsWith('run ')).length;
  });
}

test('a second tab shows the run that the first one trains, and goes on with it once that is closed', async ({
  page,
  context,
}) => {
  await trained(page, 3);
  const second = new Playground(await context.newPage());
  await second.open(config);
  await expect(second.page.getByText(/The last run in this browser/)).toHaveCount(0);
  await openLibrary(second.page);
  const row = libraryRows(second.page);
  await expect(row).toContainText('in another tab');
  await expect(row.getByRole('button', { name: 'Go on' })).toHaveCount(0);
  const before = await heldRuns(second.page);
  await page.close();
  // The browser gives the run free a moment later.
  await expect.poll(() => heldRuns(second.page)).toBe(before - 1);
  await second.page.reload();
  await expect(second.page.getByText(/The last run in this browser, .* had done 3 of/)).toBeVisible();
  await openLibrary(second.page);
  await row.getByRole('button', { name: 'Go on' }).click();
  await second.waitFor('Paused');
  expect(await second.step()).toBe(3);
  // Of the steps before, the weights are gone and the pictures are not.
  await second.page.getByRole('tab', { name: 'Matches', exact: true }).click();
  const weights = second.page.getByRole('region', { name: 'Weights', exact: true });
  await weights.getByLabel('Weights', { exact: true }).selectOption('This run, kept pictures');
  await expect(weights.getByText(/^Step 0\. A picture of image \d+ in two views, kept/)).toBeVisible();
});
