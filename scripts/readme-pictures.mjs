/**
 * @file `npm run readme-pictures -- [FOLDER] [STEPS]`: trains the playground's preset in a real Chromium and takes what the README shows
 * of it: `matches.gif`, matches as they form, and pictures of the Features and the Embeddings view. Others are by `screenshots.mjs`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './install.mjs';
import { serveToBrowser, trainSteps } from './served-page.mjs';

const { positionals } = parseArgs({ allowPositionals: true });
const [folder = join(ROOT, 'docs/images'), steps = '400'] = positionals;
mkdirSync(folder, { recursive: true });

const { address, newPage, close } = await serveToBrowser(4393);
const page = await newPage();
await page.addInitScript(() => globalThis.localStorage.setItem('tour-seen', 'yes'));
await page.goto(`${address}?recorded=off`);
await trainSteps(page, Number(steps));
// The notice that the processor computes is no part of the views.
const dismiss = page.getByRole('button', { name: 'Dismiss', exact: true }).first();
if (await dismiss.isVisible()) await dismiss.click();
const openView = (name) => page.getByRole('tab', { name, exact: true }).click();
const shoot = (what, name) => what.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });

await openView('Matches');
await page.getByRole('table', { name: /over the panel of/ }).waitFor();
await page.getByRole('button', { name: 'Save the matches', exact: true }).click();
const saved = page.waitForEvent('download');
await page.getByRole('menuitem', { name: /^Over \d+ steps \(GIF\)$/ }).click();
await (await saved).saveAs(join(folder, 'matches.gif'));

await openView('Features');
await page.getByText('The three components hold').waitFor();
await shoot(page.getByRole('region', { name: 'Feature maps' }), 'features');
await openView('Embeddings');
await page.getByRole('table', { name: 'Measures of the space' }).waitFor();
await page.getByRole('switch', { name: 'Thumbnails' }).click({ force: true });
await page.mouse.move(0, 0);
await shoot(page, 'embeddings');
await close();
