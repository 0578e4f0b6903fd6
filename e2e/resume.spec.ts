import { expect, type Page } from '@playwright/test';
import { keptStep } from './support/keptRuns';
import { libraryRows, openLibrary } from './support/library';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { weightsHash } from './support/weightsHash';
import { withoutGpu } from './support/withoutGpu';

test.use(withoutGpu);

const LENGTH = 12;
const config = tinyRun(({ run }) => (run.length = LENGTH));

/** Trains some steps, which the browser has kept when this resolves. */
async function trained(page: Page, steps: number): Promise<void> {
  const playground = new Playground(page);
  await playground.open(config);
  await playground.doSteps(steps);
  await expect.poll(() => keptStep(page)).toBe(steps);
}

/** Goes on with the run that the page offers, to its end. */
async function goneOn(playground: Playground, step: number): Promise<void> {
  await playground.waitFor('Ready');
  await expect(
    playground.page.getByText(
      new RegExp(`^The last run in this browser, .* had done ${step} of ${LENGTH} steps`),
    ),
  ).toBeVisible();
  await playground.button('Go on').click();
  await playground.waitForStep(step);
  await playground.waitFor('Paused');
  expect((await playground.metrics()).map((row) => row.step)).toEqual(
    Array.from({ length: step }, (_, row) => row + 1),
  );
  await playground.button('Continue').click();
  await playground.waitFor('Finished');
}

test('a run goes on after a reload and after a crash of its tab, and ends as an undisturbed one', async ({
  page,
  browser,
}) => {
  const undisturbed = await browser.newContext();
  const whole = new Playground(await undisturbed.newPage());
  await whole.open(config);
  await whole.button('Train').click();
  await whole.waitFor('Finished');
  const hash = await weightsHash(whole);
  await undisturbed.close();

  const playground = new Playground(page);
  await trained(page, 5);
  await page.reload();
  await goneOn(playground, 5);
  expect(await weightsHash(playground)).toBe(hash);

  const context = await browser.newContext();
  const doomed = await context.newPage();
  await trained(doomed, 7);
  await Promise.all([doomed.waitForEvent('crash'), doomed.goto('chrome://crash').catch(() => null)]);
  const other = new Playground(await context.newPage());
  await other.page.goto('./');
  await goneOn(other, 7);
  expect(await weightsHash(other)).toBe(hash);
  await context.close();
});

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
  await page.close();
  await second.page.reload();
  await expect(second.page.getByText(/The last run in this browser, .* had done 3 of/)).toBeVisible();
  await openLibrary(second.page);
  await row.getByRole('button', { name: 'Go on' }).click();
  await second.waitFor('Paused');
  expect(await second.step()).toBe(3);
});
