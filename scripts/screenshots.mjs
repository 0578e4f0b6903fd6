/**
 * @file `npm run screenshots -- [FOLDER] [STEPS]`: trains a little in a real Chromium and takes pictures of every view,
 * wide and narrow, light and dark; `docs/images/playground.png` is one of them.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './install.mjs';
import { openServedPage, trainSteps } from './served-page.mjs';

const { positionals } = parseArgs({ allowPositionals: true });
const [folder = join(ROOT, 'docs/images'), steps = '30'] = positionals;
mkdirSync(folder, { recursive: true });
const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

const { page, close } = await openServedPage(4390);
await trainSteps(page, Number(steps));
// The notice that the processor computes is no part of the views.
const dismiss = page.getByRole('button', { name: 'Dismiss', exact: true }).first();
if (await dismiss.isVisible()) await dismiss.click();
// Else the tooltip of the button pressed last is in every picture.
await page.mouse.move(0, 0);

async function takePictures(view) {
  for (const [name, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      const path = (part) => join(folder, `${view}-${name}-${colorScheme}${part}.png`);
      await page.screenshot({ path: path(''), animations: 'disabled' });
      await page.screenshot({ path: path('-whole'), fullPage: true, animations: 'disabled' });
    }
  }
}

for (const view of ['Training', 'Evaluate', 'Sweep']) {
  await page.getByRole('tab', { name: view, exact: true }).click();
  await takePictures(view.toLowerCase());
}
await page.getByRole('tab', { name: 'Training', exact: true }).click();
await page.setViewportSize(SIZES.desktop);
await page.emulateMedia({ colorScheme: 'light' });
await page.getByRole('application', { name: /^View 1/ }).click();
await page.screenshot({ path: join(folder, 'playground.png'), animations: 'disabled' });
await close();
