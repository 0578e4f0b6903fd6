import { expect, type Page } from '@playwright/test';
import { keptRun } from '../support/keptRuns';
import { library, libraryRows, openLibrary } from '../support/library';
import { Playground } from '../support/playground';
import { test } from '../support/test';
import { tinyRun } from '../support/tinyRun';
import { withoutGpu } from '../support/withoutGpu';
import { takeOffer } from './kinds';

test.use(withoutGpu);

const config = tinyRun(({ run }) => Object.assign(run, { length: 100_000, snapshotEvery: 50 }));

/** A new run of some steps, which the browser has kept when this resolves. */
async function keptAnew(page: Page, steps: number): Promise<string> {
  const playground = new Playground(page);
  await playground.open(config);
  await playground.doSteps(steps);
  await expect.poll(async () => (await keptRun(page))?.checkpointStep).toBe(steps);
  return (await keptRun(page))!.id;
}

/** Writes something that is no record in the place of one, as a damaged database has it. */
const damage = (page: Page, id: string) =>
  page.evaluate(
    (damaged) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('vicregl-playground');
        opening.onerror = () => reject(new Error('The database does not open.'));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('records', 'readwrite');
          transaction.objectStore('records').put({ id: damaged, step: 'many' });
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    id,
  );

test('a full storage is told, training goes on, and what was kept stays whole', async ({ page, context }) => {
  page.on('dialog', (dialog) => void dialog.accept());
  await keptAnew(page, 2);
  const playground = new Playground(page);
  const isFull = page.getByText(/^The browser has no room left to keep this run\. Training goes on\./);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  // Chromium looks at the quota only now and then.
  await expect(async () => {
    await playground.doSteps(1);
    await expect(isFull).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 120_000 });
  const kept = (await keptRun(page))!;
  await playground.button('Continue').click();
  await playground.waitForStep((await playground.step()) + 5);
  await playground.button('Pause').click();
  await playground.waitFor('Paused');
  expect(await keptRun(page)).toEqual(kept);

  await page.reload();
  await takeOffer(page);
  await playground.waitForStep(kept.checkpointStep);
  expect((await playground.metrics()).map((row) => row.step)).toEqual(
    Array.from({ length: kept.checkpointStep }, (_, row) => row + 1),
  );

  // With room again the next checkpoints are kept, and nothing is said any more.
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(async () => {
    await playground.doSteps(1);
    await expect(isFull).toHaveCount(0, { timeout: 1000 });
    const step = await playground.step();
    await expect.poll(async () => (await keptRun(page))?.checkpointStep, { timeout: 2000 }).toBe(step);
  }).toPass({ timeout: 120_000 });
});

test('a damaged record is shown as such and deleted; the other runs stay', async ({ page }) => {
  page.on('dialog', (dialog) => void dialog.accept());
  const damaged = await keptAnew(page, 2);
  await page.reload();
  const whole = await keptAnew(page, 3);
  expect(whole).not.toBe(damaged);
  await damage(page, damaged);
  await page.reload();

  await expect(page.getByText(/^The last run in this browser, .* had done 3 of/)).toBeVisible();
  await openLibrary(page);
  await expect(libraryRows(page)).toHaveCount(2);
  const row = libraryRows(page).filter({ hasText: 'A record of a run is damaged and cannot be read.' });
  await row.getByRole('button', { name: 'Delete it' }).click();
  await expect(libraryRows(page)).toHaveCount(1);
  await libraryRows(page).getByRole('button', { name: 'Go on' }).click();
  const playground = new Playground(page);
  await playground.waitFor('Paused');
  expect(await playground.step()).toBe(3);
  await page.reload();
  await openLibrary(page);
  await expect(libraryRows(page)).toHaveCount(1);
  await expect(library(page).getByText(/is damaged/)).toHaveCount(0);
});
