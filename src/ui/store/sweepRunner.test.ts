import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { findPreset } from '../../config/presets';
import { pointsOf } from '../../sweep/points';
import type { SweepSpec } from '../../sweep/spec';
import { FakeSweepDriver, settled } from '../testing/fakeSweepDriver';
import { newJob, resultsOf, type Job } from './sweepJob';
import { createSweepRunner } from './sweepRunner';
import { sweepSecondsLeft } from './sweepTimeLeft';

/** A sweep of α over 0 and 0.5, begun. */
async function begun(
  change: Partial<SweepSpec> = {},
  prepare: (driver: FakeSweepDriver) => void = () => undefined,
) {
  const driver = new FakeSweepDriver();
  prepare(driver);
  const store = createStore<{ readonly job: Job | null }>(() => ({ job: null }));
  const clock = { now: 0 };
  const runner = createSweepRunner(driver, store, () => clock.now);
  const paths = ['loss.alpha'];
  const spec = {
    base: findPreset('playground')!.config,
    axes: [{ path: 'loss.alpha', values: [0, 0.5] }],
    seeds: [1],
    ...change,
  };
  const over = runner.start(newJob({ paths, points: pointsOf(spec), probes: ['linear', 'matching'] }));
  await settled();
  const job = () => store.getState().job!;
  const statuses = () => job().outcomes.map(({ status }) => status);
  const pass = (seconds: number) => (clock.now += 1000 * seconds);
  return { driver, store, runner, over, job, statuses, pass };
}

describe('the points of a sweep', () => {
  it('are trained and evaluated one after the other, then the worker is given back', async () => {
    const { driver, over, job } = await begun();
    for (let part = 0; part < 4; part++) await driver.finish();
    await over;
    expect(driver.calls).toEqual([
      'take',
      ...['setUp 0', 'train', 'evaluate weights'],
      ...['setUp 0.5', 'train', 'evaluate weights'],
      'giveBack',
    ]);
    expect(job().phase).toBe('finished');
    expect(resultsOf(job()).map((result) => 'values' in result && result.values.linear_top1)).toEqual([
      0.8, 0.8,
    ]);
  });

  it('are not trained where a baseline needs no step', async () => {
    const { driver, over } = await begun({
      axes: [{ path: 'loss.alpha', values: [1] }],
      baselines: ['random'],
    });
    for (let part = 0; part < 3; part++) await driver.finish();
    await over;
    expect(driver.calls.slice(4)).toEqual(['setUp 0.75', 'evaluate random', 'giveBack']);
  });

  it('that fail keep their reason and do not end the others', async () => {
    const { driver, over, job, statuses } = await begun();
    await driver.fail({ code: 'loss_not_finite', message: 'The loss became NaN.' });
    await driver.finish();
    await driver.finish();
    await over;
    expect(statuses()).toEqual(['failed', 'done']);
    expect(job().phase).toBe('finished');
    expect(resultsOf(job())[0]).toMatchObject({ label: 'α = 0', failure: 'The loss became NaN.' });
  });

  it('that cannot be run say why, and the worker never sees them', async () => {
    const axes = [{ path: 'views.crops.0.size', values: [63, 64] }];
    const { driver, over, job, statuses } = await begun({ axes });
    await driver.finish();
    await driver.finish();
    await over;
    expect(driver.calls.filter((call) => call.startsWith('setUp'))).toHaveLength(1);
    expect(statuses()).toEqual(['failed', 'done']);
    expect(resultsOf(job())[0]).toMatchObject({ failure: expect.stringContaining('stride') as string });
  });

  it('that failed can be tried again, those that are done are kept', async () => {
    const { driver, over, runner, job, statuses } = await begun();
    await driver.fail({ code: 'internal', message: 'Bad luck.' });
    await driver.finish();
    await driver.finish();
    await over;
    const kept = job().outcomes[1];
    const again = runner.retry();
    await settled();
    expect(statuses()).toEqual(['waiting', 'done']);
    await driver.finish();
    await driver.finish();
    await again;
    expect(statuses()).toEqual(['done', 'done']);
    expect(job().outcomes[1]).toBe(kept);
  });

  it('keep their weights while there is room', async () => {
    const { driver, over, job } = await begun({}, (fake) => (fake.weightsSize = 40 * 2 ** 20));
    for (let part = 0; part < 4; part++) await driver.finish();
    await over;
    const kept = job().outcomes.map((outcome) => outcome.status === 'done' && outcome.weights?.length);
    expect(kept).toEqual([40 * 2 ** 20, undefined]);
  });
});

describe('a sweep that is interrupted', () => {
  it('holds a training at once and goes on with it', async () => {
    const { driver, runner, job } = await begun();
    await runner.pause();
    expect(job().phase).toBe('paused');
    expect(driver.calls.at(-1)).toBe('pause');
    await runner.resume();
    expect(job().phase).toBe('running');
    expect(driver.calls.at(-1)).toBe('goOn');
    await driver.finish();
    expect(driver.calls.at(-1)).toBe('evaluate weights');
  });

  it('holds after the evaluation under way, before the next point', async () => {
    const { driver, runner, job, statuses } = await begun();
    await driver.finish();
    await runner.pause();
    expect(job().phase).toBe('pausing');
    await driver.finish();
    expect(job().phase).toBe('paused');
    expect(statuses()).toEqual(['done', 'waiting']);
    expect(driver.calls).not.toContain('setUp 0.5');
    await runner.resume();
    await settled();
    expect(driver.calls.at(-1)).toBe('train');
  });

  it('gives the worker back when it is stopped, and takes up the rest later', async () => {
    const { driver, runner, over, job, statuses } = await begun();
    await driver.finish();
    await driver.finish();
    await runner.stop();
    await over;
    expect(job().phase).toBe('stopped');
    expect(statuses()).toEqual(['done', 'waiting']);
    expect(driver.calls.slice(-2)).toEqual(['abandon', 'giveBack']);
    const rest = runner.resume();
    await settled();
    expect(driver.calls.slice(-3)).toEqual(['take', 'setUp 0.5', 'train']);
    await driver.finish();
    await driver.finish();
    await rest;
    expect(job().phase).toBe('finished');
  });

  it('can be stopped while it is paused', async () => {
    const { driver, runner, over, statuses } = await begun();
    await driver.finish();
    await runner.pause();
    await driver.finish();
    await runner.stop();
    await over;
    expect(statuses()).toEqual(['done', 'waiting']);
    expect(driver.calls.at(-1)).toBe('giveBack');
  });

  it('stops by itself when the device is lost, and says so', async () => {
    const { driver, over, job, statuses } = await begun();
    await driver.fail({ code: 'device_lost', message: 'The GPU was lost.' });
    await over;
    expect(job()).toMatchObject({ phase: 'stopped', failure: { message: 'The GPU was lost.' } });
    expect(statuses()).toEqual(['waiting', 'waiting']);
    expect(driver.calls.at(-1)).toBe('giveBack');
  });

  it('never begins when its question is declined', async () => {
    const { driver, over, store } = await begun({}, (fake) => (fake.isTaken = false));
    await over;
    expect(driver.calls).toEqual(['take']);
    expect(store.getState().job).toBeNull();
  });
});

describe('the time that a sweep takes', () => {
  it('is counted without pauses', async () => {
    const { driver, runner, over, job, pass } = await begun({ axes: [{ path: 'loss.alpha', values: [0] }] });
    pass(10);
    await runner.pause();
    pass(100);
    await runner.resume();
    pass(5);
    await driver.finish();
    pass(3);
    await driver.finish();
    await over;
    expect(job().outcomes[0]).toMatchObject({ seconds: { training: 15, evaluating: 3 } });
  });

  it('is foretold by the point under way, then by those that are done', async () => {
    const { driver, job, pass } = await begun();
    expect(sweepSecondsLeft(job())).toBeNull();
    pass(10);
    driver.tell(0.25);
    // 30 s of this training, 40 s of the next.
    expect(sweepSecondsLeft(job())).toBeCloseTo(70);
    pass(30);
    await driver.finish();
    expect(sweepSecondsLeft(job())).toBeNull();
    pass(5);
    await driver.finish();
    driver.tell(0.5);
    // Half a training and one evaluation.
    expect(sweepSecondsLeft(job())).toBeCloseTo(25);
  });
});
