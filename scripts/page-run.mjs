/**
 * @file `npm run page-run -- PRESET STEPS FOLDER [FILE…]`: trains a preset in the page, in a real Chromium, on the built-in
 * scenes or on CIFAR-10 batch files, and leaves what a person could save: metrics, a picture, the link.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openServedPage, trainSteps, waitForPhase } from './served-page.mjs';

const [preset, stepsText, folder, ...files] = process.argv.slice(2);
const steps = Number(stepsText);
if (folder === undefined || !Number.isInteger(steps) || steps < 1) {
  console.error('usage: npm run page-run -- PRESET STEPS FOLDER [FILE…]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const { page, close } = await openServedPage(4391);

await page
  .getByRole('combobox', { name: 'Preset' })
  .or(page.getByRole('textbox', { name: 'Preset' }))
  .first()
  .click();
await page.getByRole('option', { name: preset, exact: true }).click();
if (files.length > 0)
  await page.getByLabel('Choose CIFAR-10 batch files', { exact: true }).setInputFiles(files);
await waitForPhase(page, 'Ready');
await trainSteps(page, steps);

const download = page.waitForEvent('download');
await page.getByRole('button', { name: 'Export and import', exact: true }).click();
await page.getByRole('menuitem', { name: 'Metrics (JSON)' }).click();
await (await download).saveAs(join(folder, 'metrics.json'));
writeFileSync(join(folder, 'link.txt'), `${new URL(page.url()).hash}\n`);
await page.screenshot({ path: join(folder, 'page.png'), animations: 'disabled' });
await close();
