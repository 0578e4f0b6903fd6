/**
 * @file `npm run page-run -- PRESET STEPS FOLDER [FILE…]`: trains a preset in the page, in a real Chromium, on the built-in
 * scenes or on CIFAR-10 batch files, and leaves what a person could save: metrics, a picture, the link.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, run } from './install.mjs';

ensureInstalled();
const [preset, stepsText, folder, ...files] = process.argv.slice(2);
const steps = Number(stepsText);
if (folder === undefined || !Number.isInteger(steps) || steps < 1) {
  console.error('usage: npm run page-run -- PRESET STEPS FOLDER [FILE…]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
if (run('npx', ['vite', 'build', '--logLevel', 'warn']) !== 0) process.exit(1);

const { preview } = await import('vite');
const { chromium } = await import('playwright');
const { CHROMIUM_FLAGS } = await import('./chromium.mjs');
const { ensureChromium } = await import('./ensure-chromium.mjs');

const server = await preview({
  logLevel: 'warn',
  preview: { port: 4391, strictPort: false, host: 'localhost' },
});
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: CHROMIUM_FLAGS,
  ignoreDefaultArgs: ['--headless'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.setDefaultTimeout(60 * 60_000);
const button = (name) => page.getByRole('button', { name, exact: true });

await page.goto(server.resolvedUrls.local[0]);
await page
  .getByRole('combobox', { name: 'Preset' })
  .or(page.getByRole('textbox', { name: 'Preset' }))
  .first()
  .click();
await page.getByRole('option', { name: preset, exact: true }).click();
if (files.length > 0)
  await page.getByLabel('Choose CIFAR-10 batch files', { exact: true }).setInputFiles(files);
await page.getByRole('status').filter({ hasText: 'Ready' }).first().waitFor({ state: 'attached' });
await button('Train').click();
await page.waitForFunction((wanted) => {
  const [, done] = /step ([\d,]+) \/ [\d,]+/.exec(document.body.innerText) ?? [];
  return done !== undefined && Number(done.replaceAll(',', '')) >= wanted;
}, steps);
await button('Pause').click();
await page.getByRole('status').filter({ hasText: 'Paused' }).first().waitFor({ state: 'attached' });

const download = page.waitForEvent('download');
await button('Export and import').click();
await page.getByRole('menuitem', { name: 'Metrics (JSON)' }).click();
await (await download).saveAs(join(folder, 'metrics.json'));
writeFileSync(join(folder, 'link.txt'), `${new URL(page.url()).hash}\n`);
await page.screenshot({ path: join(folder, 'page.png'), animations: 'disabled' });
await browser.close();
await server.close();
