/**
 * @file `npm run clip -- [FILE] [STEPS]`: trains the playground's preset in a real Chromium and saves what the Matches view
 * has of it as an animation, `docs/images/matches.gif`.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './install.mjs';
import { openServedPage, trainSteps } from './served-page.mjs';

const { positionals } = parseArgs({ allowPositionals: true });
const [file = join(ROOT, 'docs/images/matches.gif'), steps = '1200'] = positionals;

const { page, close } = await openServedPage(4393);
await trainSteps(page, Number(steps));
await page.getByRole('tab', { name: 'Matches', exact: true }).click();
await page.getByRole('table', { name: /over the panel of/ }).waitFor();
await page.getByRole('button', { name: 'Save the matches', exact: true }).click();
const saved = page.waitForEvent('download');
await page.getByRole('menuitem', { name: /^Over \d+ steps \(GIF\)$/ }).click();
await (await saved).saveAs(file);
await close();
