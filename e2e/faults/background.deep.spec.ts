import { expect, type Page } from '@playwright/test';
import { encodeLink } from '../../src/config/link';
import { keptLosses, keptRun } from '../support/keptRuns';
import { inPlainBrowser } from '../support/plainBrowser';
import { Playground } from '../support/playground';
import { plotPoints } from '../support/plotPoints';
import { test } from '../support/test';
import { tinyRun } from '../support/tinyRun';
import { withoutGpu } from '../support/withoutGpu';

test.use(withoutGpu);

const config = tinyRun(({ run }) => Object.assign(run, { length: 100_000, snapshotEvery: 50 }));
/** How slow the page is made while it is hidden. */
const THROTTLING = 4;
/** How long a tab sleeps, in ms. */
const SLEEP = 5000;

/** What the page has counted: frames that were drawn, and how often it was put to sleep. */
interface Counts {
  frames: number;
  freezes: number;
}

async function counting(page: Page): Promise<() => Promise<Counts>> {
  await page.evaluate(() => {
    const counts = { frames: 0, freezes: 0 };
    Object.assign(window, { counts });
    const count = () => {
      counts.frames++;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    document.addEventListener('freeze', () => counts.freezes++);
  });
  return () => page.evaluate(() => (window as unknown as { counts: Counts }).counts);
}

const isHidden = (page: Page) => page.evaluate(() => document.visibilityState === 'hidden');

/** Pauses; the losses so far, which the browser has kept then. */
async function lossesAtPause(page: Page) {
  const playground = new Playground(page);
  await playground.button('Pause').click();
  await playground.waitFor('Paused');
  const step = await playground.step();
  await expect.poll(async () => (await keptRun(page))?.step).toBe(step);
  return keptLosses(page);
}

/** In an undisturbed run, the losses of as many steps. */
async function undisturbedLosses(page: Page, steps: number) {
  const playground = new Playground(page);
  await playground.open(config);
  await playground.button('Train').click();
  await playground.waitForStep(steps);
  return (await lossesAtPause(page)).slice(0, steps);
}

/** Lets a training go on in a tab behind another one, and then looks at it; it must be an undisturbed run's. */
async function behindAnother(
  page: Page,
  baseURL: string,
  meanwhile: (tab: Page, playground: Playground) => Promise<void>,
): Promise<void> {
  await inPlainBrowser(async (browser) => {
    const context = browser.contexts()[0]!;
    const tab = context.pages()[0]!;
    await tab.goto(`${baseURL}#${encodeLink(config)}`);
    const playground = new Playground(tab);
    await playground.waitFor('Ready');
    await playground.button('Train').click();
    await playground.waitForStep(5);
    const other = await context.newPage();
    await expect.poll(() => isHidden(tab)).toBe(true);
    await meanwhile(tab, playground);

    await tab.bringToFront();
    await expect.poll(() => isHidden(tab)).toBe(false);
    const step = await playground.step();
    await expect.poll(async () => (await plotPoints(tab)).last).toBeGreaterThanOrEqual(step);
    const own = await lossesAtPause(tab);
    await expect(tab.getByRole('alert')).toHaveCount(0);
    expect(own.map(({ step }) => step)).toEqual(own.map((_, row) => row + 1));
    expect(own).toEqual(await undisturbedLosses(page, own.length));
    await other.close();
  });
}

test('a hidden, slow tab trains on without a frame, is kept, and shows all of it when it is seen again', async ({
  page,
  baseURL,
}) => {
  await behindAnother(page, baseURL!, async (tab, playground) => {
    const counts = await counting(tab);
    const session = await tab.context().newCDPSession(tab);
    await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
    const step = await playground.step();
    await playground.waitForStep(step + 20);
    expect((await counts()).frames).toBe(0);
    expect((await keptRun(tab))!.checkpointStep).toBeGreaterThanOrEqual(5);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  });
});

test('a tab that slept goes on where it was', async ({ page, baseURL }) => {
  await behindAnother(page, baseURL!, async (tab, playground) => {
    const counts = await counting(tab);
    const session = await tab.context().newCDPSession(tab);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await expect.poll(async () => (await counts()).freezes).toBe(1);
    const now = () => tab.evaluate(() => performance.now());
    const begun = await now();
    await expect.poll(now).toBeGreaterThan(begun + SLEEP);
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    const step = await playground.step();
    await playground.waitForStep(step + 10);
  });
});
