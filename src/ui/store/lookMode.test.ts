import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findPreset } from '../../config/presets';
import { openSession, settle } from '../testing/openSession';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const MODEL = new File(['x'], 'model.pth');
const pixels = (seed: number) => ({
  name: `${seed}.png`,
  image: { height: 1, width: 1, pixels: Uint8Array.of(seed, 0, 0) },
});
const question = {
  kind: 'matches',
  subject: { of: 'file', size: 224 },
  request: { pair: { of: 'views', image: pixels(1).image }, metric: 'l2' },
} as const;

async function opened() {
  const session = await openSession();
  const { lookMode } = session.session;
  return { ...session, lookMode, looked: () => lookMode.store.getState() };
}

it('looks at a file’s model beside the run, and Train, Step and Reset lead back', async () => {
  const { session, lookMode, looked, run, calls } = await opened();
  await session.step();
  await settle(100);
  const before = run();
  for (const back of ['train', 'step', 'reset'] as const) {
    await session.pause();
    await lookMode.take({ model: MODEL });
    expect(looked()).toMatchObject({ isOn: true, model: { file: MODEL } });
    expect(await session.looks.take(question)).toMatchObject({ report: { snapshot: {} } });
    await session[back]();
    expect(looked().isOn).toBe(false);
  }
  expect(calls.loadWeights).not.toHaveBeenCalled();
  expect(run().data).toBe(before.data);
});

it('gives the model’s memory back, and reads the file again when it is looked at again', async () => {
  const { session, lookMode, looked, calls } = await opened();
  await lookMode.take({ model: MODEL });
  lookMode.leave();
  expect(looked()).toMatchObject({ isOn: false, model: { file: MODEL } });
  await settle(50);
  lookMode.enter();
  // Both views ask at once.
  const answers = await Promise.all([session.looks.take(question), session.looks.take(question)]);
  expect(answers).toHaveLength(2);
  expect(calls.holdModel).toHaveBeenCalledTimes(2);
});

it('keeps what was there when a file is refused', async () => {
  const { lookMode, looked, message, run } = await opened();
  await lookMode.take({ model: MODEL });
  await lookMode.take({ model: new File([], 'empty.pth') });
  expect(looked().model?.file).toBe(MODEL);
  expect(message('looking at a model')?.failure?.code).toBe('checkpoint_bad_empty');
  expect(run().reading).toBeNull();
  await lookMode.take({ model: MODEL });
  expect(message('looking at a model')).toBeUndefined();
});

it('starts a run from the file, with its model as the settings', async () => {
  const { lookMode, looked, config, run, calls } = await opened();
  await lookMode.take({ model: MODEL, key: 'teacher' });
  const { backbone } = findPreset('playground')!.config.model;
  expect(config().config.model.backbone).not.toEqual(backbone);
  await lookMode.trainFrom();
  expect(looked().isOn).toBe(false);
  expect(config().config.model.backbone).toEqual(backbone);
  expect(calls.loadWeights).toHaveBeenCalledWith(MODEL, 'teacher');
  expect(run().weights?.file).toBe(MODEL);
});
