/**
 * @file `npm run screenshots -- [FOLDER] [STEPS]`: trains a little in a real Chromium and takes pictures of every view,
 * wide and narrow, light and dark; `docs/images/playground.png` is one of them.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, ROOT, run } from './install.mjs';

ensureInstalled();
const [folder = join(ROOT, 'docs/images'), steps = '30'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
if (run('npx', ['vite', 'build', '--logLevel', 'warn']) !== 0) process.exit(1);

const { preview } = await import('vite');
const { chromium } = await import('playwright');
const { CHROMIUM_FLAGS } = await import('./chromium.mjs');
const { ensureChromium } = await import('./ensure-chromium.mjs');

const server = await preview({
  logLevel: 'warn',
  preview: { port: 4390, strictPort: false, host: 'localhost' },
});
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: CHROMIUM_FLAGS,
  ignoreDefaultArgs: ['--headless'],
});

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const PATIENCE = 30 * 60_000;

async function waitForStep(page, step) {
  await page.waitForFunction(
    (wanted) => {
      const [, done] = /step ([\d,]+) \/ [\d,]+/.exec(document.body.innerText) ?? [];
      return done !== undefined && Number(done.replaceAll(',', '')) >= wanted;
    },
    step,
    { timeout: PATIENCE },
  );
}

const page = await browser.newPage({ viewport: SIZES.desktop });
await page.goto(process.env.PLAYGROUND_URL ?? server.resolvedUrls.local[0]);
const train = page.getByRole('button', { name: 'Train', exact: true });
await train.click({ timeout: PATIENCE });
await waitForStep(page, Number(steps));
await page.getByRole('button', { name: 'Pause', exact: true }).click();
const cell = page.getByRole('application', { name: /^View 1/ });
for (const [name, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark']) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: 'disabled' });
    await page.screenshot({
      path: join(folder, `${name}-${colorScheme}-whole.png`),
      fullPage: true,
      animations: 'disabled',
    });
  }
}
await page.setViewportSize(SIZES.desktop);
await page.emulateMedia({ colorScheme: 'light' });
await cell.click();
await page.screenshot({ path: join(folder, 'playground.png'), animations: 'disabled' });
await browser.close();
await server.close();
