import { expect } from '@playwright/test';
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
  await page.goto('./');
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

test('what is set up is said in words that fit the device', async ({ page }) => {
  await page.addInitScript(() => {
    window.appeared = [];
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll('[role=status]'))
        window.appeared.push(textContent);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const playground = new Playground(page);
  await page.goto('./?device=processor');
  await playground.waitFor('Ready');
  const words = await page.evaluate(() => window.appeared);
  expect(words).toContain('Ready');
  expect(words.filter((text) => /shader|GPU/.test(text))).toEqual([]);
});
