import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { MILESTONES } from '../src/worker/milestones';
import { Playground } from './support/playground';
import { test } from './support/test';

declare global {
  interface Window {
    /** What has appeared, in its order. */
    appeared: string[];
  }
}

/** Notes in the page when each of these is first there. */
function watchAppearances(): void {
  const found: Readonly<Record<string, () => boolean>> = {
    picture: () => document.querySelector('section[aria-label^="Matches"] canvas') !== null,
    ready: () =>
      [...document.querySelectorAll('[role=status]')].some((status) => status.textContent === 'Ready'),
    // After what may come with them in one drawing of the page.
    matches: () => document.querySelector('section[aria-label^="Matches"] svg [data-verdict]') !== null,
  };
  window.appeared = [];
  new MutationObserver(() => {
    for (const [name, isThere] of Object.entries(found))
      if (!window.appeared.includes(name) && isThere()) window.appeared.push(name);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

test('an image is seen before all is ready, its matches follow, and the first step waits for its own scenes alone', async ({
  page,
}) => {
  await page.addInitScript(watchAppearances);
  const playground = new Playground(page);
  await page.goto('./?recorded=off');
  await playground.waitFor('Ready');
  await page.waitForFunction(() => window.appeared.includes('matches'));
  expect(await page.evaluate(() => window.appeared)).toEqual(['picture', 'ready', 'matches']);
  await expect(page.getByText(/4,096 images of 64 × 64/)).toBeAttached();
  // What is shared by the views is one file, not one for each thing that they share.
  expect(await page.evaluate(() => performance.getEntriesByType('resource').length)).toBeLessThan(50);
  await playground.button('Step').click();
  await playground.waitForStep(1);
  const marks = await playground
    .trainingWorker()
    .evaluate(() => performance.getEntriesByType('mark').map(({ name }) => name));
  expect(marks).toEqual([...MILESTONES]);
  const [first] = await playground.metrics();
  expect(Number.isFinite(first!.loss)).toBe(true);
});

/** Answers for the recorded run of a first visit, so that what is seen does not hang on what is shipped. */
async function serveRecorded(page: Page): Promise<void> {
  const body = await readFile(new URL('../src/formats/recorded/fixtures/version1.zip', import.meta.url));
  await page.route('**/recorded/base.zip', (route) => route.fulfill({ body }));
}

test('a recorded run moves while all is set up, on a phone too, in words that fit the device, and gives way to Train', async ({
  page,
}) => {
  await serveRecorded(page);
  await page.addInitScript(() => {
    // The tour would lie over what is looked at.
    localStorage.setItem('tour-seen', 'yes');
    window.appeared = [];
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll('[role=status]'))
        window.appeared.push(textContent);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const playground = new Playground(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./?device=processor');
  const recorded = page.getByRole('region', { name: 'Recorded run', exact: true });
  await expect(recorded).toContainText(/Recorded run·α = 0\.75·step [1-9]\d* of 1,000/);
  await playground.waitFor('Ready');
  const words = await page.evaluate(() => window.appeared);
  expect(words).toContain('Ready');
  expect(words.filter((text) => /shader|GPU/.test(text))).toEqual([]);
  await expect(page.getByRole('region', { name: 'Matches between the two views' })).toBeVisible();

  // All of its controls are within the screen, and the matches begin on it.
  for (const control of await recorded.getByRole('button').all())
    await expect(control).toBeInViewport({ ratio: 1 });
  await expect(recorded.getByRole('slider')).toBeInViewport();
  await expect(page.getByRole('heading', { name: 'One image, seen twice' })).toBeInViewport();

  await playground.button('Train').click();
  await expect(recorded).toHaveCount(0);
  await playground.waitForStep(1);
});
