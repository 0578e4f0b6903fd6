import { expect } from '@playwright/test';
import { Playground } from './support/playground';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { withoutGpu } from './support/withoutGpu';

test.use(withoutGpu);

const STEPS = 6;

const shared = sharePage(tinyRun());

async function trainFor(playground: Playground, steps: number): Promise<readonly number[]> {
  await playground.doSteps(steps);
  return (await playground.metrics()).map(({ loss }) => loss!);
}

test('without an adapter it says so, trains on the processor, and shows everything', async () => {
  const playground = shared();
  const { page } = playground;
  const notice = page.getByRole('main').getByText(/Training runs on the processor instead/);
  await expect(notice).not.toContainText('To get WebGPU:');
  await playground.button('More').click();
  await expect(notice).toContainText('graphics card');
  await expect(notice).toContainText('To get WebGPU:');
  const chip = page.getByRole('button', { name: /^Device: Processor/ });
  await expect(chip).toBeVisible();
  await expect(page.getByRole('note')).toContainText(/≈ [\d.]+ MB memory/);

  const picture = await playground.pinCell();
  const before = await picture();
  await playground.doSteps(STEPS);
  await expect.poll(picture).not.toBe(before);

  const rows = await playground.metrics();
  expect(rows).toHaveLength(STEPS);
  for (const row of rows) expect(Number.isFinite(row.loss), `step ${row.step}`).toBe(true);
  expect(rows.at(-1)!.loss).toBeLessThan(rows[0]!.loss!);
  expect(rows.some((row) => row.matching_accuracy_embeddings !== undefined)).toBe(true);
  const weights = await playground.save('Weights (safetensors)');
  expect(weights.bytes.length).toBeGreaterThan(1000);

  await chip.click();
  await expect(page.getByText('wasm', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
  await page.reload();
  await playground.waitFor('Ready');
  await expect(notice).toBeHidden();
});

test('says that there is no GPU where one was asked for, and offers the processor', async ({ page }) => {
  const playground = new Playground(page);
  await page.goto('./?device=gpu');
  await expect(page.getByRole('alert')).toContainText('no graphics adapter');
  await playground.button('Use the processor').click();
  await playground.waitFor('Ready');
  await expect(page.getByRole('button', { name: /^Device: Processor/ })).toBeVisible();
  await expect(page.getByText(/Training runs on the processor instead/)).toHaveCount(0);
});

test('uses threads where the page is isolated, one without, and trains the same bit by bit', async ({
  browser,
}) => {
  const { page } = shared();
  const isolated = await trainFor(shared(), STEPS);
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const threads = Math.min(cores, 8);
  const name = threads === 1 ? 'Device: Processor' : `Device: Processor, ${threads} threads`;
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
  await expect(plain.getByRole('button', { name: 'Device: Processor', exact: true })).toBeVisible();
  expect(isolated).toEqual(alone);
  await context.close();
});
