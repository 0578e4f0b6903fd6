import { expect, type Page } from '@playwright/test';
import { shownOver } from '../src/ui/views/curves/curvePoints';
import { heapWatch } from './support/heapUse';
import { Playground } from './support/playground';
import { plotPoints } from './support/plotPoints';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { withoutGpu } from './support/withoutGpu';

test.use(withoutGpu);

const STEPS = Number(process.env.LONG_RUN_STEPS ?? 20_000);
const MARKS = [STEPS / 10, STEPS / 2, STEPS];
/** A step on two busy cores. */
const LONG = { timeout: STEPS * 500, intervals: [1000] };
const MEGABYTE = 2 ** 20;
/** What a step's numbers may take: about 40 columns of 8 bytes, in tables that are up to half empty. */
const TABLE_BYTES = 1000;
/** What a step may take in the browser's storage, where each number has its name beside it. */
const STORED_BYTES = 4000;

const storedBytes = (page: Page) => page.evaluate(async () => (await navigator.storage.estimate()).usage!);

test(`${STEPS} steps: heaps, device and storage grow by the numbers alone, and curves stay quick`, async ({
  page,
}) => {
  test.setTimeout(LONG.timeout);
  const playground = new Playground(page);
  await playground.open(tinyRun(({ run }) => Object.assign(run, { length: STEPS, snapshotEvery: 500 })));
  const heaps = await heapWatch(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busySeconds = async () =>
    (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')!.value;

  await playground.button('Train').click();
  const marks = [];
  let last = { step: 0, busy: await busySeconds(), time: performance.now() };
  for (const mark of MARKS) {
    await expect.poll(() => playground.step(), LONG).toBeGreaterThanOrEqual(mark);
    const [step, busy, time] = [await playground.step(), await busySeconds(), performance.now()];
    const steps = step - last.step;
    marks.push({
      step,
      page: await heaps.page(),
      worker: await heaps.worker(),
      stored: await storedBytes(page),
      points: (await plotPoints(page)).most,
      pageMsPerStep: (1000 * (busy - last.busy)) / steps,
      stepsPerSecond: (1000 * steps) / (time - last.time),
    });
    console.log(JSON.stringify(marks.at(-1)));
    last = { step, busy, time };
  }
  await playground.waitFor('Finished');

  const [first, , end] = marks as [(typeof marks)[0], unknown, (typeof marks)[0]];
  const steps = end.step - first.step;
  expect(end.page.objects - first.page.objects).toBeLessThan(5 * MEGABYTE);
  expect(end.page.buffers - first.page.buffers).toBeLessThan(5 * MEGABYTE + TABLE_BYTES * steps);
  expect(end.worker.objects - first.worker.objects).toBeLessThan(MEGABYTE);
  expect(end.worker.buffers - first.worker.buffers).toBeLessThan(MEGABYTE);
  expect(end.stored - first.stored).toBeLessThan(5 * MEGABYTE + STORED_BYTES * steps);
  expect(Math.max(...marks.map(({ points }) => points))).toBeLessThanOrEqual(
    shownOver(playground.page.viewportSize()!.width).most,
  );

  const rows = await playground.metrics();
  expect(rows.map(({ step }) => step)).toEqual(Array.from({ length: STEPS }, (_, row) => row + 1));
  const most = (some: typeof rows) => Math.max(...some.map((row) => row.gpu_memory!));
  const [before, after] = [most(rows.slice(0, first.step)), most(rows.slice(first.step))];
  console.log(JSON.stringify({ deviceBytes: [before, after] }));
  expect(before).toBeGreaterThan(0);
  expect(after - before).toBeLessThan(MEGABYTE);
});
