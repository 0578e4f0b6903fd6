import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findPreset } from '../../config/presets';
import { openSession as opened, settle } from '../testing/openSession';
import { hasResults } from './runState';
import { statusOf } from './status';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('opening', () => {
  it('opens the device, loads the data and sets up a run', async () => {
    const { run, calls, config } = await opened();
    expect(run()).toMatchObject({ phase: 'ready', failure: null, needsFiles: false });
    expect(run().device?.name).toBe('Fake GPU');
    expect(calls.configure).toHaveBeenCalledExactlyOnceWith(config().config);
  });

  it('has views to look at before there is a network, until the first matches come', async () => {
    const { run, opening } = await opened({ openTime: 500 });
    expect(run()).toMatchObject({ phase: 'opening', snapshot: null });
    expect(run().firstViews?.views).toHaveLength(2);
    await settle(3000);
    await opening;
    expect(run().snapshot).not.toBeNull();
    expect(run().firstViews).toBeNull();
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

  it('goes on when it has finished and the length is greater since', async () => {
    const { session, config, run, calls } = await opened();
    config().edit('run.length', 60);
    await settle();
    await session.train();
    await settle(2000);
    config().edit('run.length', 80);
    await session.train();
    await settle(100);
    expect(calls.reset).not.toHaveBeenCalled();
    expect(run().step).toBeGreaterThan(60);
  });

  it('counts every step, also those that are not reported', async () => {
    const { session, config, run } = await opened();
    config().edit('run.reportEvery', 10);
    await settle();
    await session.train();
    await settle(150);
    expect(run().step).toBeGreaterThan(10);
    expect(run().step % 10).not.toBe(0);
    expect(run().latest!.step % 10).toBe(0);
    expect(run().stepsPerSecond).toBe(100);
  });

  it('is not trained while a field is red, and says which one', async () => {
    const { session, run, config, message } = await opened();
    await session.step();
    await settle(100);
    config().edit('optim.baseLr', 'fast');
    await session.train();
    await session.step();
    await settle(200);
    expect(run().phase).toBe('paused');
    expect(run().step).toBe(1);
    expect(message('blocked')).toMatchObject({ field: 'optim.baseLr', tone: 'caution' });
    config().edit('optim.baseLr', 0.01);
    expect(message('blocked')).toBeUndefined();
    await session.train();
    await settle(100);
    expect(run().phase).toBe('running');
  });
});

describe('what waits for a new run', () => {
  it('can be given up, files and all, without touching the run', async () => {
    const { session, run, config, calls, message } = await opened();
    await session.train();
    await settle(200);
    const active = run().active;
    config().edit('run.batch', 16);
    calls.loadData.mockRejectedValueOnce(new Error('cut off'));
    await session.chooseFiles('cifar10', [new File([''], 'a.bin')]);
    await session.reset();
    await settle(100);
    expect(run()).toMatchObject({ phase: 'paused', active });
    expect(message('loading the images')?.text).toBe('cut off');
    session.putBack();
    expect(config().config).toEqual(active);
    await session.train();
    await settle(100);
    expect(run()).toMatchObject({ phase: 'running', failure: null, filesPending: false });
    expect(calls.configure).toHaveBeenCalledOnce();
  });

  it('takes along what is live when it is put back, but not what was changed before', async () => {
    const { session, run, config, calls } = await opened();
    await session.train();
    await settle(100);
    config().edit('loss.alpha', 0.5);
    await settle();
    config().edit('run.batch', 16);
    config().edit('loss.alpha', 0.1);
    await settle();
    expect(run().active?.loss.alpha).toBe(0.1);
    session.putBack();
    await settle();
    expect(config().config).toMatchObject({ loss: { alpha: 0.5 }, run: { batch: run().active!.run.batch } });
    expect(run().active?.loss.alpha).toBe(0.5);
    expect(calls.configure).toHaveBeenCalledOnce();
  });

  it('holds another α where the run was set up without one of the expanders', async () => {
    const { session, run, config, calls } = await opened();
    config().edit('loss.alpha', 1);
    await settle();
    await session.reset();
    await session.step();
    await settle(100);
    calls.update.mockClear();
    config().edit('loss.alpha', 0.5);
    await settle();
    expect(calls.update).not.toHaveBeenCalled();
    expect(run()).toMatchObject({ active: { loss: { alpha: 1 } }, failure: null, messages: [] });
    await session.restart();
    await settle(100);
    expect(run()).toMatchObject({ phase: 'running', active: { loss: { alpha: 0.5 } } });
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
    const { session, run, config, message } = await opened();
    config().edit('views.crops.0.size', 60);
    await session.train();
    await settle();
    expect(run().phase).not.toBe('running');
    expect(message('blocked')).toMatchObject({ field: 'views.crops.0.size' });
    expect(message('blocked')?.text).toContain('Crop size');
  });

  it('waits for files that its source needs, and loads them when they are chosen', async () => {
    const { session, run, calls, config } = await opened();
    config().edit('data.source', 'cifar10');
    await settle();
    expect(statusOf(run())).toBe('needsFiles');
    expect(calls.loadData).toHaveBeenCalledOnce();
    await session.chooseFiles('cifar10', [new File([''], 'data_batch_1.bin')]);
    await settle();
    expect(run()).toMatchObject({ needsFiles: false, filesPending: false });
    expect(run().data?.count).toBe(10_000);
    expect(run().active?.data.source).toBe('cifar10');
  });

  it('reports data that cannot be read and tries again with other files', async () => {
    const { session, run, calls, message } = await opened();
    calls.loadData.mockRejectedValueOnce(new Error('cut off'));
    await session.chooseFiles('cifar10', [new File([''], 'a.bin')]);
    await settle();
    expect(message('loading the images')?.failure).toMatchObject({
      code: 'internal',
      message: 'cut off',
      doing: 'loading the images',
    });
    expect(statusOf(run())).toBe('ready');
    await session.chooseFiles('cifar10', [new File([''], 'b.bin')]);
    await settle();
    expect(run().active?.data.source).toBe('cifar10');
    expect(run().messages).toEqual([]);
  });

  it('is at rest when its data is there and a field keeps it from being set up', async () => {
    const { session, run, config } = await opened();
    config().edit('optim.baseLr', 'fast');
    await session.chooseFiles('cifar10', [new File([''], 'a.bin')]);
    await settle();
    expect(run().data?.count).toBe(10_000);
    expect(statusOf(run())).toBe('notReady');
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
    expect(run()).toMatchObject({
      phase: 'ready',
      failure: null,
      weights: { file: { name: 'weights.pth' } },
    });
    expect(run().weights?.report.missing).toEqual(['classifier.weight', 'classifier.bias']);
    expect(hasResults(run())).toBe(false);
    await session.reset();
    expect(run().weights).not.toBeNull();
    config().edit('run.batch', 16);
    await settle();
    expect(run().weights).toBeNull();
  });

  it('takes one of several weights, and the settings that suit them, with a new run', async () => {
    const { session, run, config } = await opened();
    await session.train();
    await settle(200);
    const settings = [{ path: 'model.backbone.layerScale', value: 1e-6 }];
    await session.loadWeights(file(['weights']), { key: 'student', settings });
    await settle(100);
    expect(run().active?.model.backbone).toMatchObject({ layerScale: 1e-6 });
    expect(config().config.model.backbone).toMatchObject({ layerScale: 1e-6 });
    expect(run().weights?.report).toMatchObject({ key: 'student', otherKeys: ['teacher'] });
    expect(run().lastRun).not.toBeNull();
  });

  it('is cancelled without a word, and the training goes on', async () => {
    const { session, run } = await opened();
    await session.train();
    await settle(200);
    const { step, messages } = run();
    const done = session.loadWeights(new File(['weights'], 'large.pth'));
    await settle(50);
    expect(run().reading).toBe('large.pth');
    await session.cancelWeights();
    expect(await done).toBe(false);
    await settle(200);
    expect(run()).toMatchObject({ phase: 'running', reading: null, weights: null, messages });
    expect(run().step).toBeGreaterThan(step);
  });

  it('offers the settings that a refused file fits', async () => {
    const { session, run, message } = await opened();
    await session.loadWeights(new File(['weights'], 'deep.pth'));
    const refused = message('loading weights');
    expect(refused?.action?.label).toBe('Use the file’s settings');
    refused?.action?.act();
    await settle(700);
    expect(run().active?.model.backbone.family).toBe('resnet');
    expect(run().weights?.file.name).toBe('deep.pth');
    expect(message('loading weights')).toBeUndefined();
  });

  it('leaves a running training alone when the file is refused', async () => {
    const { session, run, message } = await opened();
    await session.train();
    await settle(200);
    const { step } = run();
    await session.loadWeights(file([]));
    await settle(200);
    expect(run()).toMatchObject({ phase: 'running', weights: null });
    expect(message('loading weights')?.failure?.code).toBe('checkpoint_bad_empty');
    expect(run().step).toBeGreaterThan(step);
  });
});

it('reproduces a shared run with the tilings of its link, and one without any by the rule', async () => {
  const tilings = { 'linear 8×8×8': { tileM: 8 } };
  const summary = { step: 10, device: 'GPU', curves: {}, measures: {} };
  for (const [told, wanted] of [
    [{ tilings }, tilings],
    [{}, {}],
  ]) {
    const config = findPreset('playground-convnext')!.config;
    const shared = { config, summary: { ...summary, ...told } };
    const { session, calls, opening } = await opened({}, {}, undefined, { config, shared });
    await settle();
    await opening;
    expect(calls.configure).toHaveBeenLastCalledWith(config);
    const reproducing = session.reproduce();
    await settle();
    await reproducing;
    expect(calls.configure).toHaveBeenLastCalledWith(config, wanted);
  }
});
