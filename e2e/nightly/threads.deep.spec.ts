import { expect } from '@playwright/test';
import { Playground } from '../support/playground';
import { sharePage } from '../support/sharedPage';
import { test } from '../support/test';
import { tinyRun } from '../support/tinyRun';
import { withoutGpu } from '../support/withoutGpu';

test.use(withoutGpu);

const STEPS = 6;

const shared = sharePage(tinyRun());

async function trainFor(playground: Playground, steps: number): Promise<readonly number[]> {
  await playground.doSteps(steps);
  return (await playground.metrics()).map(({ loss }) => loss!);
}

test('uses threads where the page is isolated, one without, and trains the same bit by bit', async ({
  browser,
}) => {
  const { page } = shared();
  const isolated = await trainFor(shared(), STEPS);
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const threads = Math.min(cores, 8);
  const name = threads === 1 ? 'Device: Processor (FMA)' : `Device: Processor (FMA), ${threads} threads`;
  await expect(page.getByRole('button', { name, exact: true })).toBeVisible();

  const context = await browser.newContext();
  const plain = await context.newPage();
  await plain.route('**/*', async (route) => {
    const response = await route.fetch();
    const headers = Object.fromEntries(
      Object.entries(response.headers()).filter(([header]) => !header.startsWith('cross-origin-')),
    );
    await route.fulfill({ response, headers });
  });
  const other = new Playground(plain);
  await other.open(tinyRun());
  const alone = await trainFor(other, STEPS);
  expect(await plain.evaluate(() => crossOriginIsolated)).toBe(false);
  await expect(plain.getByRole('button', { name: 'Device: Processor (FMA)', exact: true })).toBeVisible();
  expect(isolated).toEqual(alone);
  await context.close();
});
