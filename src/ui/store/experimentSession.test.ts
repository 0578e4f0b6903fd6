import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findExperiment } from '../../experiments/experiments';
import { openRunShelf } from '../../storage/runShelf';
import type { FakeOptions } from '../testing/fakeTraining';
import { openSession, settle } from '../testing/openSession';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  vi.stubGlobal('navigator', { userAgent: 'A browser' });
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const EXPERIMENT = findExperiment('local-loss')!;

/** What is stored takes real time, and more of it on a busy machine; the page's own passes meanwhile. */
const until = (check: () => unknown) =>
  vi.waitFor(
    async () => {
      await settle(50);
      await check();
    },
    { timeout: 20_000 },
  );

/** A page on a shelf of runs, with runs of 20 steps, after which the fake makes a checkpoint. */
async function openPage(options: FakeOptions = {}) {
  const page = await openSession({ stepTime: 5, ...options }, {}, openRunShelf());
  const { experiments, comparison, library } = page.session;
  experiments.setSteps(20);
  const job = () => experiments.store.getState().job;
  return { ...page, experiments, comparison, library, job };
}

it('an experiment trains both runs, which the library keeps with their numbers and the comparison has', async () => {
  const { experiments, comparison, library, job, run, config } = await openPage();
  void experiments.start(EXPERIMENT);
  await until(() => expect(job()?.phase).toBe('finished'));
  const { records } = library.store.getState();
  expect(records.map(({ name, tags }) => [name, tags])).toEqual([
    ['α = 1, 20 steps', ['local-loss']],
    ['α = 0.75, 20 steps', ['local-loss']],
  ]);
  for (const { evaluations, step, origin } of records) {
    expect(Object.keys(evaluations)).toEqual(expect.arrayContaining(['linear_top1', 'knn_top1']));
    expect(step).toBe(20);
    expect(origin.name).toBe(EXPERIMENT.question);
  }
  expect(comparison.store.getState().chosen).toEqual(records.map(({ id }) => id).toReversed());
  expect(run()).toMatchObject({ step: 20, phase: 'finished', initialAlpha: 1 });
  expect(config().config.loss.alpha).toBe(1);
});

it('an experiment asks before a run ends, and the run is in the library', async () => {
  const { session, experiments, job, run, library } = await openPage({ stepTime: 10 });
  await session.train();
  await settle(400);
  const start = experiments.start(EXPERIMENT);
  await until(() => expect(run().question).not.toBeNull());
  expect(run().question!.text).toMatch(/^Your run of \d+ steps ends\. It /);
  run().question!.answer(false);
  await start;
  expect(job()).toBeNull();
  expect(run().phase).toBe('running');
  const { step } = run();

  void experiments.start(EXPERIMENT);
  await until(() => expect(run().question).not.toBeNull());
  run().question!.answer(true);
  await until(() => expect(run().active?.run.length).toBe(20));
  await library.refresh();
  expect(library.store.getState().records.at(-1)!.step).toBeGreaterThanOrEqual(step);
  await experiments.end();
});

it('an experiment pauses with the page, and ends where another run takes its place', async () => {
  const { session, experiments, job, run } = await openPage({ stepTime: 50 });
  void experiments.start(EXPERIMENT);
  await until(() => expect(run().step).toBeGreaterThan(2));
  await session.pause();
  await settle(500);
  expect(job()?.phase).toBe('running');
  expect(run().phase).toBe('paused');
  session.config.getState().startFrom('playground-convnext');
  await session.reset();
  await until(() => expect(job()?.phase).toBe('ended'));
  expect(job()?.reason).toBe('Another run took its place.');
});

it('an experiment goes on after a training that failed', async () => {
  const { experiments, job } = await openPage({ failAt: 5 });
  void experiments.start(EXPERIMENT);
  await until(() => expect(job()?.phase).toBe('finished'));
  expect(job()!.runs.map(({ status }) => status)).toEqual(['failed', 'done']);
});
