import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { test } from './support/test';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUNDLE = join(ROOT, 'src/formats/bundle/fixtures/version1.zip');
/** Where a page of somebody's own lies, beside the module; the site has no such folder. */
const FOLDER = '/anyone/';

test('the module runs a model in anyone’s page', async ({ page }) => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build-lib.mjs'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  await page.route(`**${FOLDER}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(FOLDER.length);
    if (name === '')
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Mine</title>' });
    if (name === 'none.zip') return route.fulfill({ status: 404 });
    return route.fulfill({ path: name === 'run.zip' ? BUNDLE : join(ROOT, 'dist/lib', name) });
  });
  await page.goto(FOLDER);
  const found = await page.evaluate(async (folder) => {
    const address = `${folder}page.js`;
    const { embed, loadModel } = (await import(address)) as typeof import('../src/lib/page');
    const model = await loadModel(`${folder}run.zip`, { device: 'processor' });
    const images = [new ImageData(20, 30), new ImageData(16, 16)];
    images[1]!.data.fill(200);
    const [first, second] = await embed(model, images);
    const missing = await loadModel(`${folder}none.zip`).catch((error: unknown) => (error as Error).message);
    return { channels: model.channels, first: [...first!.representation], second: [...second!.map], missing };
  }, FOLDER);
  expect(found.channels).toBe(8);
  expect(found.first).toHaveLength(8);
  expect(found.second).toHaveLength(16 * 8);
  expect(found.first.every((value) => Number.isFinite(value))).toBe(true);
  expect(found.first).not.toEqual(found.second.slice(0, 8));
  expect(found.missing).toBe('The server answers 404 for the model.');
});
