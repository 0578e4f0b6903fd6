import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../failure';
import { weightsOfCheckpoint } from '../../training/checkpoint';
import { fakeCheckpoint } from '../testing/fakeWeights';
import { openSession, settle } from '../testing/openSession';
import { columnOf } from '../history/growableTable';
import type { RunHistory } from '../history/history';
import { UNDO_RESET } from './messages';
import { isUnsaved } from './runState';
import { statusOf } from './status';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const stepsOf = ({ steps }: RunHistory) => [...columnOf(steps, 'step')];

describe('a loss that is not finite', () => {
  it('ends the training and is gone on from, with half the learning rate', async () => {
    const { session, run, config } = await openSession({ failAt: 45 });
    const { baseLr } = config().config.optim;
    await session.train();
    await settle(1000);
    expect(run()).toMatchObject({ phase: 'failed', failure: { code: 'loss_not_finite' }, failedAt: 40 });
    await session.goOn(0.5);
    await settle(100);
    expect(run()).toMatchObject({ phase: 'running', failure: null, failedAt: null });
    expect(run().active?.optim.baseLr).toBe(0.5 * baseLr);
    expect(config().config.optim.baseLr).toBe(0.5 * baseLr);
    await settle(1000);
    const steps = stepsOf(run().history);
    expect(steps).toEqual(Array.from(steps, (_, row) => row + 1));
    expect(steps.length).toBeGreaterThan(60);
  });
});

describe('a lost device', () => {
  const lost = async () => {
    const opened = await openSession({ loseAt: 50 });
    await opened.session.train();
    await settle(1000);
    return opened;
  };

  it('is named once, and nothing is said to train', async () => {
    const { session, run } = await lost();
    expect(statusOf(run())).toBe('gone');
    expect(run()).toMatchObject({ failure: { code: 'device_lost' }, messages: [] });
    await session.train();
    await session.step();
    await session.reset();
    await settle();
    expect(run()).toMatchObject({
      phase: 'failed',
      step: 49,
      failure: { code: 'device_lost' },
      messages: [],
    });
  });

  it('leaves the last good weights', async () => {
    const { session, config } = await lost();
    expect(await session.exportWeights()).toEqual(weightsOfCheckpoint(fakeCheckpoint(40, config().config)));
  });

  it('is tried again with a fresh worker and the settings as they are', async () => {
    const { session, run, config, calls, message } = await lost();
    config().edit('run.batch', 16);
    await session.tryAgain();
    await settle();
    expect(calls.close).toHaveBeenCalledOnce();
    expect(run()).toMatchObject({ phase: 'ready', failure: null, step: 0, active: { run: { batch: 16 } } });
    expect(message(UNDO_RESET)?.action).toBeDefined();
    await session.undoReset();
    await settle();
    expect(run().step).toBe(40);
  });

  it('is gone on from at the step whose weights were kept', async () => {
    const { session, run, message } = await lost();
    await session.goOnFromKept();
    await settle();
    expect(run()).toMatchObject({ phase: 'paused', failure: null, step: 40 });
    expect(stepsOf(run().history).at(-1)).toBe(40);
    expect(message(UNDO_RESET)?.text).toMatch(/step 40, the last that was kept/);
    await session.train();
    await settle(100);
    expect(stepsOf(run().history).slice(39, 42)).toEqual([40, 41, 42]);
  });

  it('leaves a run that began with a weights file one that is reset to that file', async () => {
    const { session, run, laterCalls } = await openSession({ loseAt: 50 });
    const file = new File(['weights'], 'begin.pth');
    await session.loadWeights(file);
    await session.train();
    await settle(1000);
    await session.goOnFromKept();
    await settle();
    expect(run()).toMatchObject({ phase: 'paused', step: 40 });
    expect(laterCalls.loadWeights).toHaveBeenCalledExactlyOnceWith(file, undefined);
    const order = [laterCalls.configure, laterCalls.loadWeights, laterCalls.resume];
    const calledAt = order.map((call) => call.mock.invocationCallOrder[0]!);
    expect(calledAt).toEqual(calledAt.toSorted((a, b) => a - b));
    expect(stepsOf(run().history).at(-1)).toBe(40);
  });

  it('is what a call that it makes fail is put down to', async () => {
    const { session, run, calls } = await openSession();
    await session.step();
    const gone = new Failure({ code: 'worker_lost', message: 'The worker has ended.' });
    calls.reset.mockRejectedValueOnce(gone);
    await session.reset();
    await settle();
    expect(run()).toMatchObject({ failure: { code: 'worker_lost' }, messages: [] });
    expect(statusOf(run())).toBe('gone');
  });
});

describe('Reset', () => {
  it('can be undone until the new run has more steps', async () => {
    const { session, run, calls, message } = await openSession();
    await session.train();
    await settle(100);
    await session.pause();
    await settle(100);
    const { step, history, active } = run();
    await session.reset();
    await session.step();
    await settle(100);
    expect(run().step).toBe(1);
    message(UNDO_RESET)!.action!.act();
    await settle();
    expect(calls.resume).toHaveBeenCalledExactlyOnceWith(active, fakeCheckpoint(step, active!));
    expect(run()).toMatchObject({ phase: 'paused', step, lastRun: null });
    expect(stepsOf(run().history)).toEqual(stepsOf(history));
    expect(message(UNDO_RESET)?.text).toMatch(/as if nothing had been/);

    await session.reset();
    await session.train();
    await settle(500);
    expect(run().step).toBeGreaterThan(step);
    expect(run().lastRun).toBeNull();
    expect(message(UNDO_RESET)).toBeUndefined();
  });

  it('that set up other settings is undone to those of the run', async () => {
    const { session, run, config } = await openSession();
    await session.step();
    const batch = run().active!.run.batch;
    config().edit('run.batch', 16);
    await session.reset();
    await settle();
    await session.undoReset();
    await settle();
    expect(run().active?.run.batch).toBe(batch);
    expect(config().config.run.batch).toBe(16);
  });
});

describe('leaving', () => {
  it('loses steps until the weights are exported', async () => {
    const { session, run } = await openSession();
    expect(isUnsaved(run())).toBe(false);
    await session.step();
    await settle(100);
    expect(isUnsaved(run())).toBe(true);
    await session.exportWeights();
    expect(isUnsaved(run())).toBe(false);
    await session.step();
    await settle(100);
    expect(isUnsaved(run())).toBe(true);
  });
});
