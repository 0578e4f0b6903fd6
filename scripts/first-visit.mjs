/**
 * @file `npm run first-visit -- [DEVICE] [VISITS]`: opens the page as on a first visit, some times, and says after how many
 * seconds there is a first paint, a picture, a run that is ready, and its matches. DEVICE is auto, gpu or processor.
 */
/* global window, performance, requestAnimationFrame */
import { serveToBrowser } from './served-page.mjs';

const [device = 'auto', visitsText = '3'] = process.argv.slice(2);
const visits = Number(visitsText);
if (!['auto', 'gpu', 'processor'].includes(device) || !Number.isInteger(visits) || visits < 1) {
  console.error('usage: npm run first-visit -- [auto|gpu|processor] [VISITS]');
  process.exit(2);
}
const MARKS = ['paint', 'picture', 'ready', 'matches'];

/** Runs in the page: notes when each of the marks is first there. */
function watch() {
  const matches = 'section[aria-label^="Matches"]';
  const found = {
    picture: () => document.querySelector(`${matches} canvas`) !== null,
    ready: () =>
      [...document.querySelectorAll('[role=status]')].some((status) => status.textContent === 'Ready'),
    matches: () => document.querySelector(`${matches} svg [data-verdict]`) !== null,
  };
  window.seen = {};
  const look = () => {
    for (const [name, isThere] of Object.entries(found))
      if (!(name in window.seen) && isThere()) window.seen[name] = performance.now();
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint !== undefined) window.seen.paint = paint.startTime;
    requestAnimationFrame(look);
  };
  look();
}

const { address, newPage, close } = await serveToBrowser(4392);
console.log(MARKS.map((name) => name.padStart(8)).join(''));
for (let visit = 0; visit < visits; visit++) {
  const page = await newPage();
  await page.addInitScript(watch);
  await page.goto(device === 'auto' ? address : `${address}?device=${device}`);
  await page.waitForFunction((names) => names.every((name) => name in window.seen), MARKS);
  const seen = await page.evaluate(() => window.seen);
  console.log(MARKS.map((name) => (seen[name] / 1000).toFixed(1).padStart(8)).join(''));
  await page.close();
}
await close();
