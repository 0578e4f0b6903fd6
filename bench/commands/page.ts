import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright';
import { table } from '../../src/formats/markdownTable';
import { openBuiltSite } from '../hosts/builtSite';
import { bytes } from '../report/numbers';
import { spreadOf } from '../measure/spread';
import type { CommandOutput } from './output';

export interface PageCommandOptions {
  /** First visits, each with nothing in the browser's cache. */
  readonly visits: number;
  /** Steps trained after each, with the default settings. */
  readonly steps: number;
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
  readonly untilPicture: Loaded;
  readonly untilStep: Loaded;
  readonly opening: readonly LongTask[];
  readonly training: readonly LongTask[];
}

/** The longest that the page may be silent while it trains, in ms. */
const LONGEST_TASK = 100;
/** A software GPU takes its time, in ms. */
const PATIENCE = 600_000;

/** What a first visit loads, when what of it is there, and how long the page is silent meanwhile and while it trains. */
export async function page({ visits, steps }: PageCommandOptions): Promise<CommandOutput> {
  const site = await openBuiltSite();
  try {
    const seen: Visit[] = [];
    for (let visit = 0; visit < visits; visit++)
      seen.push(await visitOnce(site.browser, site.address, steps));
    return report(seen, steps, site.browser.version());
  } finally {
    await site.close();
  }
}

async function visitOnce(browser: Browser, address: string, steps: number): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const tab = await context.newPage();
    tab.setDefaultTimeout(PATIENCE);
    const responses: Response[] = [];
    context.on('response', (response) => responses.push(response));
    await tab.addInitScript(watch);
    await tab.goto(address);
    await reached(tab, 'picture');
    const untilPicture = [...responses];
    const button = (name: string) => tab.getByRole('button', { name, exact: true });
    await button('Train').click();
    await reached(tab, 'step');
    const untilStep = [...responses];
    await reached(tab, 'matches');
    await tab.waitForFunction((wanted) => globalThis.seen.steps >= wanted, steps);
    const { marks, tasks } = await tab.evaluate(() => globalThis.seen);
    return {
      marks: marks as Visit['marks'],
      untilPicture: await weighed(untilPicture),
      untilStep: await weighed(untilStep),
      opening: tasks.filter(({ start }) => start < marks.step!),
      training: tasks.filter(({ start }) => start >= marks.step!),
    };
  } finally {
    await context.close();
  }
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

function report(visits: readonly Visit[], steps: number, version: string): CommandOutput {
  const seconds = (values: readonly number[]) => `${(spreadOf(values).median / 1000).toFixed(2)} s`;
  const marks = (Object.keys(MARKS) as Mark[]).map((mark) => [
    MARKS[mark],
    seconds(visits.map((visit) => visit.marks[mark])),
  ]);
  const loads = (['untilPicture', 'untilStep'] as const).map((until) => {
    const { requests, bytes: plain, packed } = visits[0]![until];
    return [
      until === 'untilPicture' ? 'until the first picture' : 'until the first step',
      String(requests),
      bytes(plain),
      bytes(packed),
    ];
  });
  const tasks = (['opening', 'training'] as const).map((when) => {
    const durations = visits.flatMap((visit) => visit[when].map(({ duration }) => duration));
    return [
      when === 'opening' ? 'until the first step' : `${steps} steps of training`,
      (durations.length / visits.length).toFixed(1),
      `${Math.max(0, ...durations).toFixed(0)} ms`,
    ];
  });
  const longest = Math.max(0, ...visits.flatMap(({ training }) => training.map(({ duration }) => duration)));
  const text = [
    `${visits.length} first visits in Chromium ${version}; times are medians.`,
    table(['', 'time'], marks),
    table(['loaded', 'requests', 'bytes', 'gzip'], loads),
    table(['tasks above 50 ms', 'a visit', 'longest'], tasks),
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
