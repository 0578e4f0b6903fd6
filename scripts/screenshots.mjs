/**
 * @file `npm run screenshots -- [FOLDER] [STEPS]`: trains a little in a real Chromium and takes pictures of every view, wide
 * and narrow, light and dark, and of the first view in every state; `docs/images/playground.png` is one of them.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './install.mjs';
import { serveToBrowser, trainSteps, waitForPhase } from './served-page.mjs';

const { positionals } = parseArgs({ allowPositionals: true });
const [folder = join(ROOT, 'docs/images'), steps = '30'] = positionals;
mkdirSync(folder, { recursive: true });
const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
/** The page over a fake training, which can be had in any state; only the dev server has it. */
const FAKE = 'src/ui/testing/';

const { address, newPage, close } = await serveToBrowser(4390);

/** Plots are drawn anew one in a frame, here in other colours. */
const FRAMES = 16;
const drawn = (page) =>
  page.evaluate(async (frames) => {
    for (let frame = 0; frame < frames; frame++)
      await new Promise((resolve) => globalThis.requestAnimationFrame(resolve));
  }, FRAMES);

async function takePictures(page, view) {
  for (const [name, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await drawn(page);
      const path = (part) => join(folder, `${view}-${name}-${colorScheme}${part}.png`);
      await page.screenshot({ path: path(''), animations: 'disabled' });
      await page.screenshot({ path: path('-whole'), fullPage: true, animations: 'disabled' });
    }
  }
  await page.setViewportSize(SIZES.desktop);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** What is waited for in some views: looks, and numbers that need images which are drawn first. */
const READY = {
  Model: (page) => page.getByRole('heading', { name: 'What is trained' }).waitFor(),
  Views: (page) => page.getByRole('img', { name: /^Draw 12: / }).waitFor(),
  Evaluate: (page) => page.getByRole('button', { name: 'Evaluate now' }).waitFor(),
  Experiments: (page) => page.getByRole('definition').first().waitFor(),
  Sweep: (page) => page.getByRole('button', { name: 'Start the sweep' }).waitFor(),
  Data: (page) => page.getByRole('list', { name: 'Images by class' }).waitFor(),
  Matches: (page) => page.getByRole('table', { name: /over the panel of/ }).waitFor(),
  Embeddings: (page) => page.getByRole('table', { name: 'Measures of the space' }).waitFor(),
  Loss: (page) => page.getByRole('region', { name: 'Gradients by stage' }).waitFor(),
  Features: (page) => page.getByText('The three components hold').waitFor(),
  Explained: (page) => page.getByRole('img', { name: 'The source image' }).first().waitFor(),
  Filters: async (page) => {
    await page.getByRole('button', { name: /^Search \d+ images$/ }).click();
    await page.getByText(/^Searched /).waitFor();
  },
};

await takeStates();
await takeViews();
await close();

/** Each state of a run, over a fake training: it can be had at once, and stays. */
async function takeStates() {
  const { createServer } = await import('vite');
  const server = await createServer({
    root: ROOT,
    logLevel: 'warn',
    server: { port: 4391, strictPort: false, host: 'localhost' },
  });
  await server.listen();
  const fake = `${server.resolvedUrls.local[0]}${FAKE}`;
  const train = (page) => page.getByRole('button', { name: 'Train', exact: true }).click();
  const states = {
    loading: { query: 'openTime=600000' },
    empty: { reach: (page) => waitForPhase(page, 'Ready') },
    // Steps that take long: it is still running when the last picture is taken.
    running: {
      query: 'stepTime=500',
      reach: async (page) => {
        await train(page);
        await waitForPhase(page, 'Training');
      },
    },
    paused: { query: 'stepTime=5', reach: (page) => trainSteps(page, 60) },
    failed: {
      query: 'stepTime=1&fail=step',
      reach: async (page) => {
        await train(page);
        await page.getByRole('alert').first().waitFor();
      },
    },
    refused: { query: 'fail=open', reach: (page) => page.getByRole('alert').first().waitFor() },
    finished: {
      query: 'stepTime=1',
      reach: async (page) => {
        await train(page);
        await waitForPhase(page, 'Finished');
      },
    },
  };
  for (const [state, { query = '', reach = () => undefined }] of Object.entries(states)) {
    const page = await visit(`${fake}?${query}`);
    await page.getByRole('tab', { name: 'Training', exact: true }).waitFor();
    await reach(page);
    await page.mouse.move(0, 0);
    await takePictures(page, `state-${state}`);
    await page.close();
  }
  await server.close();
}

/** A page of somebody who has seen the tour. */
async function visit(at) {
  const page = await newPage();
  await page.addInitScript(() => globalThis.localStorage.setItem('tour-seen', 'yes'));
  await page.goto(at);
  return page;
}

/** Every view of a real training, what lies over them, and two runs beside each other. */
async function takeViews() {
  const page = await visit(`${address}?recorded=off`);
  const button = (name) => page.getByRole('button', { name, exact: true });
  const openView = (name) => page.getByRole('tab', { name, exact: true }).click();
  await trainSteps(page, Number(steps));
  // The notice that the processor computes is no part of the views.
  const dismiss = button('Dismiss').first();
  if (await dismiss.isVisible()) await dismiss.click();
  // Else the tooltip of the button pressed last is in every picture.
  await page.mouse.move(0, 0);

  const views = await page.getByRole('tablist', { name: 'Views' }).getByRole('tab').allTextContents();
  // Nothing is compared yet.
  for (const view of views.filter((name) => name !== 'Compare')) {
    await openView(view);
    await READY[view]?.(page);
    await takePictures(page, view.toLowerCase());
  }
  await openView('Training');
  for (const [name, keys] of Object.entries({ commands: 'Control+k', help: 'Shift+?' })) {
    await page.keyboard.press(keys);
    await page.getByRole('dialog').waitFor();
    await takePictures(page, name);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  // A second run beside the first, with the other branch's weight.
  const alpha = page.getByRole('textbox', { name: 'Global weight α', exact: true });
  await alpha.fill('1');
  await alpha.press('Enter');
  await button('Reset').click();
  await trainSteps(page, Number(steps));
  await button('Runs').click();
  const runs = page.getByRole('list', { name: 'Runs in this browser' }).locator(':scope > li');
  await runs.nth(1).waitFor();
  for (const place of [0, 1]) await runs.nth(place).getByRole('checkbox').check();
  await takePictures(page, 'runs');
  await page.getByRole('dialog').getByRole('button', { name: 'Compare', exact: true }).click();
  await takePictures(page, 'compare');
  await openView('Training');
  await page.getByRole('application', { name: /^View 1/ }).click();
  await page.screenshot({ path: join(folder, 'playground.png'), animations: 'disabled' });
}
