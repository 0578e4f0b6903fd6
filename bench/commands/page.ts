import { gzipSync } from 'node:zlib';
import type { BrowserContext, CDPSession, Page, Response } from 'playwright';
import { table } from '../../src/formats/markdownTable';
import { MILESTONES, type Milestone } from '../../src/worker/milestones';
import { openBuiltSite } from '../hosts/builtSite';
import { bytes } from '../report/numbers';
import { spreadOf } from '../measure/spread';
import type { CommandOutput } from './output';

export interface PageCommandOptions {
  /** First visits, each with nothing in the browser's cache and followed by a second one. */
  readonly visits: number;
  /** Steps trained after each, with the default settings. */
  readonly steps: number;
  /** Whether a GPU is asked for, even if it is a software one. */
  readonly onGpu: boolean;
}

/** What is waited for, in its order, and what it means. */
const MARKS = {
  paint: 'first paint',
  picture: 'first picture',
  ready: 'interactive: Train can be pressed',
  matches: 'matches of the picture',
  step: 'first step, Train being pressed at once',
} as const;
type Mark = keyof typeof MARKS;

/** A stretch in which the page answers nobody, by the browser's long-task observer. */
interface LongTask {
  /** Since the page was opened, in ms. */
  readonly start: number;
  readonly duration: number;
}

interface Loaded {
  readonly requests: number;
  readonly bytes: number;
  /** As a server with gzip sends them. */
  readonly packed: number;
}

interface Visit {
  /** In ms since the page was asked for. */
  readonly marks: Readonly<Record<Mark, number>>;
  /** What the worker that trains has reached, in ms since the page was asked for. */
  readonly worker: Readonly<Record<Milestone, number>>;
  /** Processor time of the page's own thread until the first step, in ms: of scripts, and of all that it does. */
  readonly script: number;
  readonly task: number;
  readonly untilPicture: Loaded;
  readonly untilStep: Loaded;
  readonly opening: readonly LongTask[];
  readonly training: readonly LongTask[];
}

/** The longest that the page may be silent while it trains, in ms. */
const LONGEST_TASK = 100;
/** A software GPU takes its time, in ms. */
const PATIENCE = 600_000;

/** What is seen of a visit while nothing, or all, is in the browser's cache. */
interface Visits {
  readonly cold: readonly Visit[];
  readonly warm: readonly Visit[];
}

/** What a visit loads, when what of it is there, and how long the page is silent meanwhile and while it trains. */
export async function page({ visits, steps, onGpu }: PageCommandOptions): Promise<CommandOutput> {
  const site = await openBuiltSite();
  const address = onGpu ? `${site.address}?device=gpu` : site.address;
  try {
    const [cold, warm]: [Visit[], Visit[]] = [[], []];
    for (let visit = 0; visit < visits; visit++) {
      const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 } });
      cold.push(await visitOnce(context, address, steps));
      warm.push(await visitOnce(context, address, steps));
      await context.close();
    }
    return report({ cold, warm }, steps, site.browser.version());
  } finally {
    await site.close();
  }
}

async function visitOnce(context: BrowserContext, address: string, steps: number): Promise<Visit> {
  const tab = await context.newPage();
  try {
    tab.setDefaultTimeout(PATIENCE);
    const debug = await context.newCDPSession(tab);
    await debug.send('Performance.enable', { timeDomain: 'threadTicks' });
    const responses: Response[] = [];
    tab.on('response', (response) => responses.push(response));
    await tab.addInitScript(watch);
    await tab.goto(address);
    await reached(tab, 'picture');
    const untilPicture = [...responses];
    const button = (name: string) => tab.getByRole('button', { name, exact: true });
    await button('Train').click();
    await reached(tab, 'step');
    const untilStep = [...responses];
    const { script, task } = await threadTime(debug);
    await reached(tab, 'matches');
    await tab.waitForFunction((wanted) => globalThis.seen.steps >= wanted, steps);
    const { marks, tasks } = await tab.evaluate(() => globalThis.seen);
    const visit: Visit = {
      marks: marks as Visit['marks'],
      worker: await milestones(tab),
      ...{ script, task },
      untilPicture: await weighed(untilPicture),
      untilStep: await weighed(untilStep),
      opening: tasks.filter(({ start }) => start < marks.step!),
      training: tasks.filter(({ start }) => start >= marks.step!),
    };
    // The next visit finds files in the cache, and no run that it could go on with.
    await debug.send('Storage.clearDataForOrigin', {
      origin: new URL(address).origin,
      storageTypes: 'indexeddb,local_storage',
    });
    return visit;
  } finally {
    await tab.close();
  }
}

/** Processor time of the page's own thread so far, in ms. */
async function threadTime(debug: CDPSession): Promise<{ readonly script: number; readonly task: number }> {
  const { metrics } = await debug.send('Performance.getMetrics');
  const time = (wanted: string) => 1000 * (metrics.find(({ name }) => name === wanted)?.value ?? 0);
  return { script: time('ScriptDuration'), task: time('TaskDuration') };
}

/** What the worker that trains has marked, on the page's clock. */
async function milestones(tab: Page): Promise<Visit['worker']> {
  const worker = tab.workers().find((one) => one.url().includes('trainingWorker'))!;
  const marks = await worker.evaluate(() =>
    performance.getEntriesByType('mark').map(({ name, startTime }) => ({
      name,
      time: performance.timeOrigin + startTime,
    })),
  );
  const begun = await tab.evaluate(() => performance.timeOrigin);
  return Object.fromEntries(marks.map(({ name, time }) => [name, time - begun])) as Visit['worker'];
}

const reached = (tab: Page, mark: Mark) => tab.waitForFunction((name) => name in globalThis.seen.marks, mark);

async function weighed(responses: readonly Response[]): Promise<Loaded> {
  const bodies = await Promise.all(responses.map((response) => response.body().catch(() => Buffer.alloc(0))));
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  return {
    requests: responses.length,
    bytes: sum(bodies.map(({ length }) => length)),
    packed: sum(bodies.map((body) => gzipSync(body).length)),
  };
}

declare global {
  /** What has been seen of the page, in the page. */
  var seen: { marks: Partial<Record<Mark, number>>; tasks: LongTask[]; steps: number };
}

/** Runs in the page: notes when each mark is first there, every long task, and how many steps are done. */
function watch(): void {
  const matches = 'section[aria-label^="Matches"]';
  const isThere = (selector: string) => document.querySelector(selector) !== null;
  const found: Partial<Record<Mark, () => boolean>> = {
    picture: () => isThere(`${matches} canvas`),
    ready: () =>
      [...document.querySelectorAll('button')].some((one) => one.textContent === 'Train' && !one.disabled),
    matches: () => isThere(`${matches} svg [data-verdict]`),
    step: () => globalThis.seen.steps > 0,
  };
  globalThis.seen = { marks: {}, tasks: [], steps: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      globalThis.seen.tasks.push({ start: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const { marks } = globalThis.seen;
    const [, done = '0'] =
      /step ([\d,]+) \/ [\d,]+/.exec(document.querySelector('header')?.textContent ?? '') ?? [];
    globalThis.seen.steps = Number(done.replaceAll(',', ''));
    for (const [name, test] of Object.entries(found) as [Mark, () => boolean][])
      if (marks[name] === undefined && test()) marks[name] = performance.now();
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint !== undefined) marks.paint = paint.startTime;
    requestAnimationFrame(look);
  };
  look();
}

function report(visits: Visits, steps: number, version: string): CommandOutput {
  const { cold, warm } = visits;
  const both = [...cold, ...warm];
  const longest = Math.max(0, ...both.flatMap(({ training }) => training.map(({ duration }) => duration)));
  const text = [
    `${cold.length} first visits in Chromium ${version}, and as many second ones; times are medians.`,
    table(['', 'first visit', 'second visit'], timeRows(visits)),
    table(['loaded at a first visit', 'requests', 'bytes', 'gzip'], loadRows(cold[0]!)),
    table(['tasks above 50 ms', 'a visit', 'longest'], taskRows(both, steps)),
  ].join('\n\n');
  return {
    text,
    data: visits,
    ...(longest > LONGEST_TASK
      ? {
          failure: `While it trains, the page is silent for ${longest.toFixed(0)} ms; ${LONGEST_TASK} ms are allowed.`,
        }
      : {}),
  };
}

/** What page and worker reach, in the order of the first visits, and what it costs the page's thread. */
function timeRows({ cold, warm }: Visits): string[][] {
  const median = (visits: readonly Visit[], of: (visit: Visit) => number) => spreadOf(visits.map(of)).median;
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
  const row = (name: string, of: (visit: Visit) => number) => ({
    name,
    times: [median(cold, of), median(warm, of)],
  });
  const reached = [
    ...(Object.keys(MARKS) as Mark[]).map((mark) => row(MARKS[mark], ({ marks }) => marks[mark])),
    ...MILESTONES.map((name) => row(`worker: ${name}`, ({ worker }) => worker[name])),
  ].sort((a, b) => a.times[0]! - b.times[0]!);
  const spent = [
    row('the page’s thread computes until the first step', ({ task }) => task),
    row('of that, scripts', ({ script }) => script),
  ];
  return [...reached, ...spent].map(({ name, times }) => [name, ...times.map(seconds)]);
}

function loadRows(visit: Visit): string[][] {
  return (['untilPicture', 'untilStep'] as const).map((until) => {
    const { requests, bytes: plain, packed } = visit[until];
    return [
      until === 'untilPicture' ? 'until the first picture' : 'until the first step',
      String(requests),
      bytes(plain),
      bytes(packed),
    ];
  });
}

function taskRows(visits: readonly Visit[], steps: number): string[][] {
  return (['opening', 'training'] as const).map((when) => {
    const durations = visits.flatMap((visit) => visit[when].map(({ duration }) => duration));
    return [
      when === 'opening' ? 'until the first step' : `${steps} steps of training`,
      (durations.length / visits.length).toFixed(1),
      `${Math.max(0, ...durations).toFixed(0)} ms`,
    ];
  });
}
