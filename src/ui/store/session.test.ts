import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrainingApi } from '../../worker/protocol';
import { fakeTraining, type FakeOptions } from '../testing/fakeTraining';
import { createConfigStore } from './configStore';
import { createRunStore, hasResults } from './runStore';
import { createSession } from './session';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function opened(options: FakeOptions = {}) {
  const api: TrainingApi = fakeTraining({ stepTime: 10, ...options });
  const calls = {
    configure: vi.spyOn(api, 'configure'),
    update: vi.spyOn(api, 'update'),
    loadData: vi.spyOn(api, 'loadData'),
    reset: vi.spyOn(api, 'reset'),
  };
  const session = createSession(() => Promise.resolve(api), createConfigStore(), createRunStore());
  const opening = session.open();
  await vi.advanceTimersByTimeAsync(200);
  await opening;
  return { session, calls, run: () => session.run.getState(), config: () => session.config.getState() };
}

const settle = (milliseconds = 1000) => vi.advanceTimersByTimeAsync(milliseconds);

describe('opening', () => {
  it('opens the device, loads the data and sets up a run', async () => {
    const { run, calls, config } = await opened();
    expect(run()).toMatchObject({ phase: 'ready', failure: null, needsFiles: false });
    expect(run().device?.name).toBe('Fake GPU');
    expect(calls.configure).toHaveBeenCalledExactlyOnceWith(config().config);
    expect(config().imageCount).toBe(run().data?.count);
  });

  it('has views to look at before there is a network, until the first matches come', async () => {
    const api = fakeTraining({ openTime: 500 });
    const session = createSession(() => Promise.resolve(api), createConfigStore(), createRunStore());
    const { run } = session;
    const opening = session.open();
    await settle(200);
    expect(run.getState()).toMatchObject({ phase: 'opening', snapshot: null });
    expect(run.getState().firstViews?.views).toHaveLength(2);
    await settle(3000);
    await opening;
    expect(run.getState().snapshot).not.toBeNull();
    expect(run.getState().firstViews).toBeNull();
  });

  it('shows why the device cannot be opened', async () => {
    const { run, calls } = await opened({ openFailure: { code: 'no_webgpu', message: 'No WebGPU.' } });
    expect(run().failure?.code).toBe('no_webgpu');
    expect(calls.loadData).not.toHaveBeenCalled();
  });
});

describe('a running training', () => {
  it('trains, pauses and steps', async () => {
    const { session, run } = await opened();
    await session.train();
    await settle(500);
    expect(run().phase).toBe('running');
    expect(run().history.steps.length).toBeGreaterThan(10);
    await session.pause();
    await settle(100);
    const { length } = run().history.steps;
    await session.step();
    await settle(100);
    expect(run().history.steps.length).toBe(length + 1);
    expect(run().phase).toBe('paused');
  });

  it('takes over live changes at once, and only those', async () => {
    const { session, calls, config, run } = await opened();
    await session.train();
    config().edit('loss.alpha', 0.25);
    config().edit('run.batch', 16);
    await settle();
    expect(calls.update).toHaveBeenCalledOnce();
    expect(run().active?.loss.alpha).toBe(0.25);
    expect(run().active?.run.batch).not.toBe(16);
    expect(calls.configure).toHaveBeenCalledOnce();
    await session.restart();
    await settle(100);
    expect(calls.configure).toHaveBeenLastCalledWith(config().config);
    expect(run().active?.run.batch).toBe(16);
    expect(run().phase).toBe('running');
    expect(run().previous?.steps.length).toBeGreaterThan(0);
  });

  it('takes a change over before the next step, however soon it comes', async () => {
    const { session, run, config } = await opened();
    await session.step();
    config().edit('loss.alpha', 0.2);
    await session.step();
    await settle(100);
    expect(run().latest?.alpha).toBe(0.2);
  });

  it('does not send what cannot run', async () => {
    const { session, calls, config } = await opened();
    await session.train();
    config().edit('loss.matchesForward', 0);
    await settle();
    expect(calls.update).not.toHaveBeenCalled();
  });

  it('resets without setting up again when nothing waits', async () => {
    const { session, calls, run } = await opened();
    await session.train();
    await settle(200);
    await session.reset();
    await settle(100);
    expect(calls.reset).toHaveBeenCalledOnce();
    expect(calls.configure).toHaveBeenCalledOnce();
    expect(hasResults(run())).toBe(false);
  });

  it('starts over when it has finished', async () => {
    const { session, config, run } = await opened();
    config().edit('run.length', 60);
    await settle();
    await session.train();
    await settle(2000);
    expect(run().phase).toBe('finished');
    await session.train();
    await settle(100);
    expect(run().phase).toBe('running');
    expect(run().previous?.steps.length).toBe(60);
  });

  it('stops at a loss that is not finite and says at which step', async () => {
    const { session, run } = await opened({ failAt: 5 });
    await session.train();
    await settle(500);
    expect(run()).toMatchObject({ phase: 'failed', failedAt: 5 });
    expect(run().failure?.code).toBe('loss_not_finite');
    expect(run().history.steps.length).toBe(4);
  });
});

describe('what waits for a new run', () => {
  it('can be given up, files and all, without touching the run', async () => {
    const { session, run, config, calls } = await opened();
    await session.train();
    await settle(200);
    const active = run().active;
    config().edit('run.batch', 16);
    calls.loadData.mockRejectedValueOnce(new Error('cut off'));
    await session.chooseFiles('cifar10', [new File([''], 'a.bin')]);
    await session.reset();
    await settle(100);
    expect(run()).toMatchObject({ failure: { message: 'cut off' }, phase: 'paused', active });
    session.putBack();
    expect(config().config).toEqual(active);
    await session.train();
    await settle(100);
    expect(run()).toMatchObject({ phase: 'running', failure: null, filesPending: false });
    expect(calls.configure).toHaveBeenCalledOnce();
  });
});

describe('a run that has not begun', () => {
  it('is set up anew when a field changes that needs it, once', async () => {
    const { calls, config } = await opened();
    config().edit('run.batch', 16);
    config().edit('run.seed', 5);
    await settle();
    expect(calls.configure).toHaveBeenCalledTimes(2);
    expect(calls.loadData).toHaveBeenCalledOnce();
  });

  it('follows changes that come while it is being set up', async () => {
    const { session, calls, config } = await opened();
    let release: () => void = () => undefined;
    calls.configure.mockImplementationOnce(() => new Promise<void>((resolve) => (release = resolve)));
    config().edit('run.batch', 16);
    await settle();
    config().edit('run.batch', 8);
    await settle();
    release();
    await settle();
    expect(calls.configure).toHaveBeenLastCalledWith(config().config);
    expect(session.run.getState().active?.run.batch).toBe(8);
  });

  it('is set up before it trains, however soon Train is pressed', async () => {
    const { session, calls, config } = await opened();
    config().edit('run.batch', 16);
    await session.train();
    await settle(100);
    expect(calls.configure).toHaveBeenLastCalledWith(config().config);
  });

  it('does not train with values that cannot work together', async () => {
    const { session, run, config } = await opened();
    config().edit('views.crops.0.size', 60);
    await session.train();
    await settle();
    expect(run().phase).not.toBe('running');
    expect(run().failure?.code).toBe('config_invalid');
    expect(run().failure?.message).toContain('Crop size');
  });

  it('waits for files that its source needs, and loads them when they are chosen', async () => {
    const { session, run, calls, config } = await opened();
    config().edit('data.source', 'cifar10');
    await settle();
    expect(run().needsFiles).toBe(true);
    expect(calls.loadData).toHaveBeenCalledOnce();
    await session.chooseFiles('cifar10', [new File([''], 'data_batch_1.bin')]);
    await settle();
    expect(run()).toMatchObject({ needsFiles: false, filesPending: false });
    expect(run().data?.count).toBe(10_000);
    expect(run().active?.data.source).toBe('cifar10');
  });

  it('reports data that cannot be read and tries again with other files', async () => {
    const { session, run, calls } = await opened();
    calls.loadData.mockRejectedValueOnce(new Error('cut off'));
    await session.chooseFiles('cifar10', [new File([''], 'a.bin')]);
    await settle();
    expect(run().failure).toMatchObject({
      code: 'internal',
      message: 'cut off',
      doing: 'loading the images',
    });
    await session.chooseFiles('cifar10', [new File([''], 'b.bin')]);
    await settle();
    expect(run().active?.data.source).toBe('cifar10');
    expect(run().failure).toBeNull();
  });
});

describe('loading weights', () => {
  const file = (bytes: BlobPart[]) => new File(bytes, 'weights.pth');

  it('starts the run over and reports, until a new configuration is set up', async () => {
    const { session, run, config } = await opened();
    await session.train();
    await settle(200);
    await session.loadWeights(file(['weights']));
    await settle(100);
    expect(run()).toMatchObject({ phase: 'ready', failure: null, weights: { file: 'weights.pth' } });
    expect(run().weights?.report.missing).toEqual(['classifier.weight', 'classifier.bias']);
    expect(hasResults(run())).toBe(false);
    await session.reset();
    expect(run().weights).not.toBeNull();
    config().edit('run.batch', 16);
    await settle();
    expect(run().weights).toBeNull();
  });

  it('leaves a running training alone when the file is refused', async () => {
    const { session, run } = await opened();
    await session.train();
    await settle(200);
    const { length } = run().history.steps;
    await session.loadWeights(file([]));
    await settle(200);
    expect(run()).toMatchObject({
      phase: 'running',
      failure: { code: 'checkpoint_bad_empty' },
      weights: null,
    });
    expect(run().history.steps.length).toBeGreaterThan(length);
  });
});
