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

const button = (name) => page.getByRole('button', { name, exact: true });
const openView = (name) => page.getByRole('tab', { name, exact: true }).click();

for (const view of ['Training', 'Data', 'Views', 'Evaluate', 'Embeddings', 'Sweep']) {
  await openView(view);
  // The numbers of a set come once the images for evaluation are drawn.
  if (view === 'Data') await page.getByRole('list', { name: 'Images by class' }).waitFor();
  if (view === 'Embeddings') await page.getByRole('table', { name: 'Measures of the space' }).waitFor();
  await takePictures(view.toLowerCase());
}
await page.setViewportSize(SIZES.desktop);

// A second run beside the first, with the other branch's weight.
await openView('Training');
const alpha = page.getByRole('textbox', { name: 'Global weight α', exact: true });
await alpha.fill('1');
await alpha.press('Enter');
await button('Reset').click();
await trainSteps(page, Number(steps));
await button('Runs').click();
const runs = page.getByRole('list', { name: 'Runs in this browser' }).locator(':scope > li');
await runs.nth(1).waitFor();
for (const place of [0, 1]) await runs.nth(place).getByRole('checkbox').check();
await takePictures('runs');
await page.setViewportSize(SIZES.desktop);
await page.getByRole('dialog').getByRole('button', { name: 'Compare', exact: true }).click();
await takePictures('compare');
await page.setViewportSize(SIZES.desktop);
await openView('Training');
await page.setViewportSize(SIZES.desktop);
await page.emulateMedia({ colorScheme: 'light' });
await page.getByRole('application', { name: /^View 1/ }).click();
await page.screenshot({ path: join(folder, 'playground.png'), animations: 'disabled' });
await close();
