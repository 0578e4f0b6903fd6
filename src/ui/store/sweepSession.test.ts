import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { columnOf } from '../history/growableTable';
import { readCheckpoint } from '../../training/checkpoint';
import { openSession as opened, settle } from '../testing/openSession';
import type { FakeOptions } from '../testing/fakeTraining';
import { countOf } from './sweepJob';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A session with a sweep of α over 0 and 0.5, 20 steps each, that is set up and not begun. */
async function withDraft(options: FakeOptions = {}) {
  const page = await opened(options);
  const { sweep } = page.session;
  sweep.edit({
    axes: [{ path: 'loss.alpha', text: '0, 0.5' }],
    seeds: '1',
    length: 20,
    baselines: [],
    probes: ['linear', 'matching'],
  });
  const job = () => sweep.store.getState().job!;
  return { ...page, sweep, job };
}

/** The same, with a run of some steps that is paused. */
async function withRun(options: FakeOptions = {}) {
  const page = await withDraft(options);
  await page.session.train();
  await settle(300);
  await page.session.pause();
  await settle(100);
  return page;
}

/** Begins the sweep, and agrees to put the run aside. */
async function begin({
  sweep,
  run,
}: Awaited<ReturnType<typeof withDraft>>): Promise<{ over: Promise<void> }> {
  const over = sweep.start();
  await settle(50);
  run().question?.answer(true);
  await settle(100);
  return { over };
}

describe('the run that was there before a sweep', () => {
  it('is only put aside when a person agrees', async () => {
    const { sweep, run } = await withRun();
    const { step } = run();
    const over = sweep.start();
    await settle(50);
    expect(run().question?.text).toContain(`${step} steps is put aside`);
    run().question?.answer(false);
    await over;
    expect(sweep.store.getState().job).toBeNull();
    expect(run()).toMatchObject({ step, sweeping: false });
  });

  it('comes back with its curves, and with what was behind them', async () => {
    const page = await withRun();
    const { run, calls, job } = page;
    const { step, history, active, previous } = run();
    const { over } = await begin(page);
    expect(run()).toMatchObject({ sweeping: true, active: { loss: { alpha: 0 } } });
    await settle(350);
    expect(run()).toMatchObject({ sweeping: true, active: { loss: { alpha: 0.5 } } });
    expect(run().previous).toBe(previous);
    await settle(3000);
    await over;
    expect(job().phase).toBe('finished');
    expect(calls.resume).toHaveBeenCalledOnce();
    expect(run()).toMatchObject({ step, sweeping: false, phase: 'paused', active });
    expect(run().previous).toBe(previous);
    expect([...columnOf(run().history.steps, 'step')]).toEqual([...columnOf(history.steps, 'step')]);
  });

  it('that had not begun is set up anew, with the weights that it was to begin with', async () => {
    const page = await withDraft();
    const { session, run, job } = page;
    await session.loadWeights(new File(['x'], 'start.safetensors'));
    await settle();
    const { over } = await begin(page);
    await settle(3000);
    await over;
    await settle();
    expect(job().phase).toBe('finished');
    expect(run()).toMatchObject({ step: 0, phase: 'ready', previous: null });
    expect(run().history.steps.length).toBe(0);
    expect(run().weights?.file.name).toBe('start.safetensors');
  });

  it('resets to the weights file that it began with, after a sweep as before it', async () => {
    const page = await withDraft();
    const { session, calls } = page;
    const file = new File(['x'], 'start.safetensors');
    await session.loadWeights(file);
    await session.train();
    await settle(300);
    await session.pause();
    await settle(100);
    const { over } = await begin(page);
    await settle(3000);
    await over;
    expect(calls.loadWeights.mock.calls).toEqual([
      [file, undefined],
      [file, undefined],
    ]);
    expect(page.run().phase).toBe('paused');
  });

  it('can be had again after the device was lost in the sweep', async () => {
    // The fake loses its device at step 40: the run before has 30, and the first point gets there.
    const page = await withRun({ loseAt: 40 });
    const { session, sweep, run, laterCalls, job } = page;
    sweep.edit({ axes: [{ path: 'data.count', text: '64' }], length: 60 });
    const { step, history, data } = run();
    expect(step).toBeLessThan(40);
    const { over } = await begin(page);
    await settle(3000);
    await over;
    expect(job()).toMatchObject({ phase: 'stopped', failure: { code: 'device_lost' } });
    expect(run()).toMatchObject({ step, sweeping: false, kept: { step } });
    expect(run().history).toBe(history);
    await session.goOnFromKept();
    await settle();
    expect(laterCalls.loadData).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ count: data!.count }),
    );
    expect(laterCalls.resume).toHaveBeenCalledOnce();
    expect(readCheckpoint(laterCalls.resume.mock.calls[0]![1]).step).toBe(step);
    expect(run()).toMatchObject({ step, phase: 'paused', failure: null });
  });
});

describe('while a sweep is under way', () => {
  it('the panels change nothing of its points, and nothing waits for a reset', async () => {
    const page = await withDraft();
    const { over } = await begin(page);
    page.config().edit('loss.alpha', 0.9);
    page.config().edit('run.batch', 16);
    await settle(3000);
    await over;
    expect(page.calls.update).not.toHaveBeenCalled();
    const alphas = page.calls.configure.mock.calls.map(([config]) => config.loss.alpha);
    expect(alphas).toEqual([0.75, 0, 0.5, 0.9]);
    expect(page.run().active).toMatchObject({ loss: { alpha: 0.9 }, run: { batch: 16 } });
  });

  it('Pause and Train hold it and let it go on', async () => {
    const page = await withDraft();
    const { session, job, run } = page;
    const { over } = await begin(page);
    await session.pause();
    await settle(100);
    const { step } = run();
    expect(job().phase).toBe('paused');
    await settle(1000);
    expect(run().step).toBe(step);
    await session.train();
    await settle(3000);
    await over;
    expect(job().phase).toBe('finished');
  });

  it('Reset asks first, and stops it', async () => {
    const page = await withDraft();
    const { session, run, job } = page;
    await begin(page);
    const declined = session.reset();
    run().question?.answer(false);
    expect(await declined).toBe(false);
    expect(job().phase).toBe('running');
    const agreed = session.reset();
    run().question?.answer(true);
    await settle(1000);
    expect(await agreed).toBe(true);
    expect(job().phase).toBe('stopped');
    expect(run()).toMatchObject({ phase: 'ready', sweeping: false });
  });

  it('a sweep of the data loads each, and the own data again at the end', async () => {
    const page = await withRun();
    page.sweep.edit({ axes: [{ path: 'data.count', text: '64, 128' }] });
    const count = page.run().data?.count;
    const { over } = await begin(page);
    await settle(3000);
    await over;
    const counts = page.calls.loadData.mock.calls.map(([request]) => 'count' in request && request.count);
    expect(counts).toEqual([count, 64, 128, count]);
    expect(countOf(page.job(), 'done')).toBe(2);
    expect(page.run()).toMatchObject({ data: { count }, phase: 'paused' });
  });

  it('an evaluation at the end of runs leaves its points alone', async () => {
    const page = await withDraft();
    page.session.planEvaluation({ whenFinished: true });
    const { over } = await begin(page);
    await settle(3000);
    await over;
    expect(page.calls.evaluate).toHaveBeenCalledTimes(2);
    expect(page.run()).toMatchObject({ question: null, evaluation: { evaluating: null, results: [] } });
  });

  it('a point that fails is no failure of the page', async () => {
    const page = await withDraft({ failAt: 5 });
    const { over } = await begin(page);
    await settle(3000);
    await over;
    expect(countOf(page.job(), 'failed')).toBe(1);
    expect(countOf(page.job(), 'done')).toBe(1);
    expect(page.run()).toMatchObject({ failure: null, phase: 'ready' });
  });
});

describe('results that are in no file', () => {
  it('are only given up for another sweep when a person agrees', async () => {
    const page = await withDraft();
    const { over } = await begin(page);
    await settle(3000);
    await over;
    const before = page.job();
    const again = page.sweep.start();
    await settle(50);
    expect(page.run().question?.title).toContain('Give up');
    page.run().question?.answer(false);
    await again;
    expect(page.job()).toBe(before);
    page.sweep.noteSaved();
    void page.sweep.start();
    await settle(50);
    expect(page.run().question).toBeNull();
    expect(page.job().phase).toBe('running');
  });
});
