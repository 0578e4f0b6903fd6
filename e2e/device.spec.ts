import { expect } from '@playwright/test';
import { wrongNames } from '../src/device/check/checkRow';
import { readDeviceReport } from '../src/device/deviceReport';
import { download } from './support/download';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';

/** A software adapter compiles for seconds; in ms. */
const LONG = { timeout: 120_000 };

test('goes to the processor before a software adapter, says so, and lets one choose otherwise; an adapter is checked and measured', async ({
  page,
}) => {
  const playground = new Playground(page);
  await playground.open(tinyRun());
  const processor = page.getByRole('button', { name: /^Device: Processor/ });
  const notice = page.getByRole('main').getByText(/Training runs on the processor instead/);
  await expect(notice).toContainText(/software one \(.*swiftshader.*\)/i);
  await expect(notice).not.toContainText('hardware acceleration');
  await playground.button('More').click();
  await expect(notice).toContainText('hardware acceleration');
  await playground.button('Dismiss').click();

  const hash = new URL(page.url()).hash;
  await processor.click();
  await playground.button('Graphics adapter').click();
  const adapter = page.getByRole('button', { name: /^Device: .*swiftshader/i });
  await expect(adapter).toBeVisible();
  expect(new URL(page.url()).search).toBe('?device=gpu');
  expect(new URL(page.url()).hash).toBe(hash);

  // An adapter that this browser has not seen is checked by itself; the address has one op come out wrong.
  await page.goto(`./?device=gpu&break=linear${hash}`);
  const warning = page.getByRole('alert', { name: 'Problem' });
  await expect(warning).toContainText(/computes wrongly: linear\. The largest error is [\d,]+ times/, LONG);
  await expect(warning.getByRole('button', { name: 'Train on the processor' })).toBeVisible();
  await warning.getByRole('button', { name: 'Show the check' }).click();
  const view = page.getByRole('region', { name: 'Device', exact: true });
  await expect(view.getByRole('row', { name: /^linear .*wrong/ })).toBeVisible();
  await warning.getByRole('button', { name: 'Train anyway' }).click();
  await expect(warning).toHaveCount(0);

  await view.getByRole('button', { name: 'Measure' }).click();
  const steps = view.getByRole('region', { name: 'Training steps' });
  await expect(steps.getByRole('row', { name: /^W0/ })).toContainText(/\d m?s/, LONG);
  const { bytes } = await download(page, () => playground.button('Save as JSON').click());
  const report = readDeviceReport(new TextDecoder().decode(bytes));
  expect(report.device.adapter!.limits.maxBufferSize).toBeGreaterThan(2 ** 20);
  expect(wrongNames(report.check!.rows)).toEqual(['linear']);
  expect(report.measure!.speed.operationsPerSecond).toBeGreaterThan(1e8);
  expect(report.measure!.steps.map(({ problem }) => problem)).toEqual(['']);

  await adapter.click();
  await playground.button('Automatic').first().click();
  await expect(processor).toBeVisible();
  expect(new URL(page.url()).searchParams.has('device')).toBe(false);
  await playground.waitFor('Ready');
  // The notice was dismissed; the Device view, which is on show, still says why.
  await expect(playground.button('Dismiss')).toHaveCount(0);
  await expect(view).toContainText('Training runs on the processor instead');
});
