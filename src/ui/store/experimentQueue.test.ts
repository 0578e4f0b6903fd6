import { describe, expect, it } from 'vitest';
import { EXPERIMENTS, findExperiment } from '../../experiments/experiments';
import { Failure, type FailureInfo } from '../../failure';
import { settled } from '../testing/fakeSweepDriver';
import type { ExperimentDriver } from './experimentDriver';
import { createExperimentQueue, isUnderWay, runsOf } from './experimentQueue';

const EXPERIMENT = findExperiment('local-loss')!;

/** A driver whose trainings end when a test says so, over a browser that keeps runs. */
function fakeDriver({ agrees = true, keeps = true } = {}) {
  const calls: string[] = [];
  let underWay: { resolve: () => void; reject: (failure: Failure) => void } | undefined;
  const fail = async (failure: FailureInfo) => {
    underWay?.reject(new Failure(failure));
    await settled();
  };
  const driver: ExperimentDriver = {
    take: async (configs) => {
      calls.push(`take ${configs.length}`);
      return agrees;
    },
    train: ({ loss, run }, origin) => {
      calls.push(`train ${loss.alpha}, ${run.length} steps, of α ${origin.config.loss.alpha}`);
      return new Promise((resolve, reject) => (underWay = { resolve, reject }));
    },
    evaluate: async () => void calls.push('evaluate'),
    keep: async (name, tag) => {
      calls.push(`keep ${name} #${tag}`);
      return keeps ? name : null;
    },
    compare: (ids) => void calls.push(`compare ${ids.join(' | ')}`),
    abandon: () => fail({ code: 'cancelled', message: 'The run was left.' }),
  };
  const finish = async () => {
    underWay?.resolve();
    await settled();
  };
  return { driver, calls, fail, finish };
}

async function begun(options: Parameters<typeof fakeDriver>[0] = {}, steps?: number) {
  const fake = fakeDriver(options);
  const queue = createExperimentQueue(fake.driver);
  queue.setSteps(steps);
  const over = queue.start(EXPERIMENT);
  await settled();
  const job = () => queue.store.getState().job!;
  return { ...fake, queue, over, job, statuses: () => job().runs.map(({ status }) => status) };
}

describe('the runs of an experiment', () => {
  it('are trained, evaluated, kept and compared one after the other', async () => {
    const { calls, finish, statuses, over, job } = await begun();
    expect(statuses()).toEqual(['training', 'waiting']);
    await finish();
    expect(statuses()).toEqual(['done', 'training']);
    await finish();
    await over;
    expect(calls).toEqual([
      'take 2',
      ...['train 0.75, 500 steps, of α 0.75', 'evaluate', 'keep α = 0.75 #local-loss', 'compare α = 0.75'],
      ...['train 1, 500 steps, of α 0.75', 'evaluate', 'keep α = 1 #local-loss', 'compare α = 0.75 | α = 1'],
    ]);
    expect(job()).toMatchObject({ phase: 'finished', runs: [{ runId: 'α = 0.75' }, { runId: 'α = 1' }] });
  });

  it('are shorter where a person says so, and their names say it', async () => {
    const { calls, finish } = await begun({}, 100);
    await finish();
    expect(calls[1]).toBe('train 0.75, 100 steps, of α 0.75');
    expect(calls[3]).toBe('keep α = 0.75, 100 steps #local-loss');
    const lengths = runsOf(findExperiment('batch')!, 100).map(({ config }) => [
      config.run.length,
      config.optim.warmup,
    ]);
    expect(lengths).toEqual([
      [200, 5],
      [100, 5],
      [50, 5],
    ]);
  });

  it('that fail say why and do not keep the others from being trained', async () => {
    const { fail, finish, over, job, calls } = await begun();
    await fail({ code: 'loss_not_finite', message: 'The loss became NaN.' });
    await finish();
    await over;
    expect(job()).toMatchObject({
      phase: 'finished',
      runs: [{ status: 'failed', reason: 'The loss became NaN.' }, { status: 'done' }],
    });
    expect(calls.at(-1)).toBe('compare α = 1');
  });

  it.each([
    ['the device is lost', { code: 'device_lost', message: 'The GPU is gone.' }],
    ['another run takes their place', { code: 'cancelled', message: 'Another run took its place.' }],
  ] as const)('end where %s, with the reason', async (_, failure) => {
    const { fail, over, job, statuses, queue } = await begun();
    await fail(failure);
    await over;
    expect(job()).toMatchObject({ phase: 'ended', reason: failure.message });
    expect(statuses()).toEqual(['failed', 'waiting']);
    queue.dismiss();
    expect(queue.store.getState().job).toBeNull();
  });

  it('can be skipped, and all be left', async () => {
    const { queue, statuses, over, job, calls } = await begun();
    await queue.skip();
    await settled();
    expect(statuses()).toEqual(['skipped', 'training']);
    queue.dismiss();
    expect(isUnderWay(job())).toBe(true);
    await queue.end();
    await over;
    expect(statuses()).toEqual(['skipped', 'skipped']);
    expect(job().phase).toBe('ended');
    expect(job().reason).toBeUndefined();
    expect(calls.filter((call) => call.startsWith('keep'))).toEqual([]);
  });

  it('are not begun where a person does not want it, nor twice', async () => {
    const refused = await begun({ agrees: false });
    await refused.over;
    expect(refused.queue.store.getState().job).toBeNull();
    const { queue, calls } = await begun();
    void queue.start(EXPERIMENTS[2]!);
    await settled();
    expect(calls.filter((call) => call.startsWith('take'))).toHaveLength(1);
  });

  it('are not compared where the browser keeps nothing', async () => {
    const { finish, calls, job } = await begun({ keeps: false });
    await finish();
    expect(calls.filter((call) => call.startsWith('compare'))).toEqual([]);
    expect(job().runs[0]).toMatchObject({ status: 'done' });
    expect(job().runs[0]!.runId).toBeUndefined();
  });
});
