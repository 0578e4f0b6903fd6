import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readBundle } from '../../formats/bundle/readBundle';
import { writeBundle } from '../../formats/bundle/writeBundle';
import { openSession, settle } from '../testing/openSession';
import { metricsEntries } from '../history/metricsEntries';
import { hasResults } from './runState';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { userAgent: 'A browser' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Opened = Awaited<ReturnType<typeof openSession>>;

/** Trains a while, evaluates, and takes the run away. */
async function trained({ session }: Opened) {
  await session.train();
  await settle(700);
  await session.pause();
  const evaluated = session.evaluate(['weights', 'random']);
  await settle(3000);
  await evaluated;
  return (await session.exportRun())!;
}

const zipped = (bytes: Uint8Array) => new File([Uint8Array.from(bytes)], 'run.zip');

/** What a person sees of a run. */
function seen({ run }: Opened) {
  const { history, step, totalSteps, active, evaluation, accuracy, latest } = run();
  const reports = evaluation.results.map(({ report }) => report);
  return { metrics: metricsEntries(history), step, totalSteps, active, reports, accuracy, latest };
}

async function opening(opened: Opened, file: File): Promise<boolean> {
  const done = opened.session.openRun(file);
  await settle();
  return done;
}

describe('the file of a run', () => {
  it('brings everything back in another page, and the run goes on to its end', async () => {
    const first = await openSession();
    const file = writeBundle(await trained(first));
    expect(first.run().savedStep).toBe(first.run().step);

    const second = await openSession();
    second.config().edit('loss.alpha', 0.5);
    expect(await opening(second, zipped(file))).toBe(true);
    expect(seen(second)).toEqual(seen(first));
    expect(second.run()).toMatchObject({ phase: 'paused', needsFiles: false, savedStep: first.run().step });
    expect(second.config().config).toEqual(first.run().active);
    expect(second.run().evaluation.baselines.random?.result.report).toEqual(
      first.run().evaluation.baselines.random?.result.report,
    );
    expect(second.calls.resume).toHaveBeenCalledOnce();

    const { step } = second.run();
    await second.session.train();
    await settle(500);
    expect(second.run().step).toBeGreaterThan(step);
    expect(metricsEntries(second.run().history).slice(0, 5)).toEqual(seen(first).metrics.slice(0, 5));
  });

  it('leaves the run that was there to be brought back', async () => {
    const first = await openSession();
    const file = zipped(writeBundle(await trained(first)));
    const second = await openSession();
    await second.session.step();
    await settle(100);
    await opening(second, file);
    await second.session.undoReset();
    await settle();
    expect(second.run().step).toBe(1);
  });

  it('shows the results until the images are chosen, and goes on with those', async () => {
    const first = await openSession();
    const bundle = await trained(first);
    const { config } = bundle;
    const images = { ...config, data: { ...config.data, source: 'images' as const } };
    const file = zipped(
      writeBundle({ ...bundle, config: images, data: { ...bundle.data, name: 'my birds' } }),
    );

    const second = await openSession();
    expect(await opening(second, file)).toBe(true);
    expect(seen(second)).toMatchObject({ ...seen(first), active: null });
    expect(second.run().snapshot).toEqual(bundle.snapshots.at(-1));
    expect(second.message('run opened')?.text).toContain(
      '"my birds": 4,096 images of 64 × 64, 6 classes. Choose the same images',
    );
    expect(second.run().needsFiles).toBe(true);
    expect(second.calls.resume).not.toHaveBeenCalled();

    const choosing = second.session.chooseFiles('images', [new File(['x'], 'a.png')]);
    await settle();
    await choosing;
    expect(second.calls.resume).toHaveBeenCalledOnce();
    expect(seen(second)).toMatchObject({ metrics: seen(first).metrics, step: bundle.step, active: images });
    expect(second.message('run opened')).toBeUndefined();
  });

  it('waits on where other images were chosen, and no longer where another source is', async () => {
    const first = await openSession();
    const bundle = await trained(first);
    const images = { ...bundle.config, data: { ...bundle.config.data, source: 'images' as const } };
    const second = await openSession();
    await opening(second, zipped(writeBundle({ ...bundle, config: images })));
    second.calls.resume.mockRejectedValueOnce(new Error('other images'));
    for (const files of [[new File(['x'], 'a.png')], [new File(['y'], 'b.png')]]) {
      const choosing = second.session.chooseFiles('images', files);
      await settle();
      await choosing;
    }
    expect(second.calls.resume).toHaveBeenCalledTimes(2);
    expect(second.run()).toMatchObject({ step: bundle.step, active: images });

    const third = await openSession();
    await opening(third, zipped(writeBundle({ ...bundle, config: images })));
    third.config().edit('data.source', 'synthetic');
    const resetting = third.session.reset();
    await settle();
    await resetting;
    expect(third.calls.resume).not.toHaveBeenCalled();
    expect(hasResults(third.run())).toBe(false);
    expect(third.run().phase).toBe('ready');
  });

  it('that cannot be read leaves everything as it is, and says why', async () => {
    const opened = await openSession();
    await opened.session.step();
    await settle(100);
    const before = seen(opened);
    expect(await opening(opened, zipped(new Uint8Array(100)))).toBe(false);
    expect(opened.message('run opened')?.failure?.code).toBe('bundle_bad_truncated_zip');
    expect(seen(opened)).toEqual(before);
  });

  it('is sorted from other files by what it holds', async () => {
    const first = await openSession();
    const file = zipped(writeBundle(await trained(first)));
    const second = await openSession();
    const taking = second.session.take([Object.assign(file, { webkitRelativePath: '' })]);
    await settle();
    await taking;
    expect(second.run().step).toBe(first.run().step);
  });

  it('has what a report is made of', async () => {
    const opened = await openSession();
    expect(opened.session.runResults()).toBeNull();
    const bundle = await trained(opened);
    const results = opened.session.runResults();
    expect(readBundle(writeBundle(bundle))).toMatchObject(results!);
    expect(results?.environment).toMatchObject({ runtime: 'A browser', adapter: 'Fake GPU' });
  });
});
