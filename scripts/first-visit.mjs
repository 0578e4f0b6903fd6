/**
 * @file `npm run first-visit -- [DEVICE] [VISITS] [QUERY]`: opens the page as on a first visit, some times, and says after how many
 * seconds there is a first paint, the first frame of the recorded run that moves, a picture, a run that is ready, and matches.
 * DEVICE is auto, gpu or processor; with `recorded=off` as QUERY it is the same without a recorded run.
 */
/* global window, performance, requestAnimationFrame */
import { serveToBrowser } from './served-page.mjs';

const [device = 'auto', visitsText = '3', query = ''] = process.argv.slice(2);
const visits = Number(visitsText);
if (!['auto', 'gpu', 'processor'].includes(device) || !Number.isInteger(visits) || visits < 1) {
  console.error('usage: npm run first-visit -- [auto|gpu|processor] [VISITS] [QUERY]');
  process.exit(2);
}
const MARKS = ['paint', 'moving', 'picture', 'ready', 'matches'].filter(
  (name) => name !== 'moving' || query !== 'recorded=off',
);

/** Runs in the page: notes when each of the marks is first there. */
function watch() {
  const matches = 'section[aria-label^="Matches"]';
  const found = {
    moving: () => /step [1-9]/.test(document.querySelector('[aria-label="Recorded run"]')?.textContent ?? ''),
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
  await page.goto(
    `${address}?${[device === 'auto' ? '' : `device=${device}`, query].filter(Boolean).join('&')}`,
  );
  await page.waitForFunction((names) => names.every((name) => name in window.seen), MARKS);
  const seen = await page.evaluate(() => window.seen);
  console.log(MARKS.map((name) => (seen[name] / 1000).toFixed(1).padStart(8)).join(''));
  await page.close();
}
await close();
