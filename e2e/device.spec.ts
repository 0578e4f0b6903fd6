import { expect } from '@playwright/test';
import { encodeLink } from '../src/config/link';
import { wrongNames } from '../src/device/check/checkRow';
import { readDeviceReport } from '../src/device/deviceReport';
import { download } from './support/download';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';

/** A software adapter compiles for seconds; in ms. */
const LONG = { timeout: 200_000 };

test('goes to the processor before a software adapter, says so, and lets one choose otherwise; an adapter is checked and measured', async ({
  page,
}) => {
  test.slow();
  const playground = new Playground(page);
  // The address has one op come out wrong where a device is checked; the processor is not.
  const hash = `#${encodeLink(tinyRun())}`;
  await page.goto(`./?break=linear${hash}`);
  await playground.waitFor('Ready');
  const processor = page.getByRole('button', { name: /^Device: Processor/ });
  const notice = page.getByRole('main').getByText(/Training runs on the processor instead/);
  await expect(notice).toContainText(/software one \(.*swiftshader.*\)/i);
  await expect(notice).not.toContainText('hardware acceleration');
  await playground.button('More').click();
  await expect(notice).toContainText('hardware acceleration');
  await playground.button('Dismiss').click();

  await processor.click();
  await playground.button('Graphics adapter').click();
  const adapter = page.getByRole('button', { name: /^Device: .*swiftshader/i });
  await expect(adapter).toBeVisible();
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ break: 'linear', device: 'gpu' });
  expect(new URL(page.url()).hash).toBe(hash);

  // An adapter that this browser has not seen is checked by itself.
  const warning = page.getByRole('alert', { name: 'Problem' });
  await expect(warning).toContainText(/computes wrongly: linear\. The largest error is [\d,]+ times/, LONG);
  await expect(warning.getByRole('button', { name: 'Train on the processor' })).toBeVisible();
  await warning.getByRole('button', { name: 'Show the check' }).click();
  const view = page.getByRole('region', { name: 'Device', exact: true });
  await expect(view.getByRole('row', { name: /^linear .*wrong/ })).toBeVisible();
  await warning.getByRole('button', { name: 'Train anyway' }).click();
  await expect(warning).toHaveCount(0);

  // Its programs are fewer than those of the workloads, which are timed every night.
  await view.getByRole('checkbox', { name: 'A step of W0' }).uncheck();
  await view.getByRole('checkbox', { name: 'A step of these settings' }).check();
  await view.getByRole('button', { name: 'Measure' }).click();
  const steps = view.getByRole('region', { name: 'Training steps' });
  await expect(steps.getByRole('row', { name: /^These settings/i })).toContainText(/\d m?s/, LONG);
  const { bytes } = await download(page, () => playground.button('Save as JSON').click());
  const report = readDeviceReport(new TextDecoder().decode(bytes));
  expect(report.device.adapter!.limits.maxBufferSize).toBeGreaterThan(2 ** 20);
  expect(wrongNames(report.check!.rows)).toEqual(['linear']);
  expect(report.measure!.speed.operationsPerSecond).toBeGreaterThan(1e8);
  expect(report.measure!.steps).toMatchObject([{ name: 'run', problem: '' }]);

  await adapter.click();
  await playground.button('Automatic').first().click();
  await expect(processor).toBeVisible();
  expect(new URL(page.url()).searchParams.has('device')).toBe(false);
  await playground.waitFor('Ready');
  // The notice was dismissed; the Device view, which is on show, still says why.
  await expect(playground.button('Dismiss')).toHaveCount(0);
  await expect(view).toContainText('Training runs on the processor instead');
});
