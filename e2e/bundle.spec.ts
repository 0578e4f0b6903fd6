import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from '@playwright/test';
import { unzipSync } from 'fflate';
import { safetensorsMetadata } from '../src/formats/safetensors';
import { dropFiles } from './support/dropFiles';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { withoutGpu } from './support/withoutGpu';

test.use(withoutGpu);

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vicregl-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

test('a whole run leaves as a file, and goes on to its end in another browser; half a file is refused', async ({
  page,
  browser,
}) => {
  const config = tinyRun(({ run }) => (run.length = 12));
  const first = new Playground(page);
  await first.open(config);
  await first.doSteps(6);
  const rows = await first.metrics();
  const saved = await first.save('Whole run (.zip)');
  expect(saved.name).toMatch(/^vicregl-.*-step6\.zip$/);
  const files = unzipSync(saved.bytes);
  const text = (name: string) => new TextDecoder().decode(files[name]);
  expect(JSON.parse(text('config.json'))).toEqual(config);
  expect(JSON.parse(text('manifest.json'))).toMatchObject({ step: 6, data: { count: 64 } });
  expect(text('manifest.json')).toContain('Chrome');
  expect(text('README.md')).toContain('after 6 steps');
  for (const name of ['weights.safetensors', 'checkpoint.safetensors'])
    expect(safetensorsMetadata(files[name]!).step).toBe('6');

  // As a run that was never taken away ends.
  await first.button('Continue').click();
  await first.waitFor('Finished');
  const whole = await first.metrics();

  const cut = saved.bytes.subarray(0, saved.bytes.length - 100);
  await dropFiles(page, [{ name: 'cut.zip', bytes: cut }]);
  await expect(page.getByText(/table of contents is missing/)).toBeVisible();
  expect(await first.step()).toBe(12);

  const fresh = await browser.newContext();
  const other = await fresh.newPage();
  const second = new Playground(other);
  await second.open(tinyRun());
  await dropFiles(other, [saved]);
  await second.waitForStep(6);
  await second.waitFor('Paused');
  // Matches are looked at anew where a run is brought back.
  expect(await second.metrics()).toMatchObject([...rows]);
  await expect(other.getByText(/Back at step 6/)).toBeVisible();
  await second.button('Continue').click();
  await second.waitFor('Finished');
  expect(await second.step()).toBe(12);
  const losses = (all: typeof whole) => all.map(({ step, loss }) => [step, loss]);
  expect(losses(await second.metrics())).toEqual(losses(whole));
  await fresh.close();
});

test('a run of the command line opens in the page, and its report from the disk', async ({ page }) => {
  const fixture = new URL('../src/formats/bundle/fixtures/version1.zip', import.meta.url);
  const playground = new Playground(page);
  await playground.open(tinyRun());
  await page.getByLabel('File of a whole run').setInputFiles({
    name: 'run.zip',
    mimeType: 'application/zip',
    buffer: await readFile(fixture),
  });
  await playground.waitForStep(6);
  await playground.waitFor('Paused');
  expect((await playground.metrics()).map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);

  const report = await playground.save('Report (HTML)');
  const path = join(folder, 'report.html');
  await writeFile(path, report.bytes);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).protocol));
  await page.goto(pathToFileURL(path).href);
  await expect(page.getByRole('heading', { name: 'Curves' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'Total loss over steps' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^KNN top-1/ })).toBeVisible();
  expect(new Set(requests)).toEqual(new Set(['file:']));
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});
