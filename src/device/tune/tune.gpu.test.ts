import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import type { Tilings, TilingValues } from '../../config/tilings';
import { allocate, currentBackend, type BackendView } from '../../gpu/backendView';
import { fill } from '../../gpu/kernels/fill';
import { openSharedDevice } from '../../gpu/testing/sharedDevice';
import { chooseTiling, type TilingQuestion } from '../../gpu/tilings/chooseTiling';
import type { TilingFamily } from '../../gpu/tilings/family';
import { DeviceImages } from '../../training/deviceImages';
import { Run, type RunOptions } from '../../training/run';
import { tinyConfig, tinyImages } from '../../training/testing/tinyRun';
import { fastestTiling } from './fastestTiling';
import { stepQuestions, tune } from './tune';

let device: Computer;
beforeAll(async () => {
  device = await openSharedDevice();
});
afterAll(() => device.close());

/** Fills a tensor `times` times with `value`: as many as it likes are the same work, other values are wrong. */
type Filling = { readonly times: number; readonly value: number };
const RULE: Filling = { times: 60, value: 1 };
const FILLINGS: TilingFamily<object, Filling> = {
  title: 'filling',
  keyOf: () => 'filling',
  rule: () => RULE,
  candidates: () => [],
  accept: (_device, _shape, values) => values as Filling,
  operations: () => 1,
};

function filling(candidates: readonly Filling[]): TilingQuestion {
  const run = (backend: BackendView, { x }: Readonly<Record<string, tf.TensorInfo>>): tf.TensorInfo[] => {
    const { times, value } = chooseTiling(backend, FILLINGS, {});
    const outputs = [allocate(backend, x!.shape), allocate(backend, x!.shape)];
    for (let time = 0; time < times; time++) for (const output of outputs) fill(backend, output, value);
    return outputs;
  };
  const inputs = { x: { shape: [2 ** 12], dtype: 'float32' as const, isHalf: false } };
  return { key: 'filling', title: 'filling', count: 1, operations: 1, rule: RULE, candidates, run, inputs };
}

describe('the fastest tiling', () => {
  const right = { times: 6, value: 1 };
  const wrong = { times: 1, value: 1.1 };
  const nothing = { times: 1, value: NaN };

  it('is the fastest that gives what the rule’s gives', async () => {
    const backend = currentBackend();
    const found = await fastestTiling(backend, filling([wrong, nothing, right]), () => false);
    expect(found).toMatchObject({ rule: RULE, chosen: right });
    expect(found!.chosenMilliseconds).toBeLessThan(found!.ruleMilliseconds);
    expect(await fastestTiling(backend, filling([wrong]), () => false)).toMatchObject({ chosen: RULE });
    expect(await fastestTiling(backend, filling([RULE]), () => false)).toBe(undefined);
  });

  it('is looked for among a real kernel’s, which all give the same', async () => {
    const { numDataBuffers } = tf.memory();
    const question = stepQuestions(device, tinyConfig()).find(({ title }) => title === 'layer norm')!;
    const found = await fastestTiling(currentBackend(), question, () => false);
    expect([question.rule, ...question.candidates]).toContainEqual(found!.chosen);
    expect(found!.chosenMilliseconds).toBeGreaterThan(0);
    expect(tf.memory().numDataBuffers).toBe(numDataBuffers);
  });

  it('is not looked for once time is up or it is cancelled', async () => {
    const signal = AbortSignal.abort();
    const total = stepQuestions(device, tinyConfig()).length;
    expect(await tune(device, tinyConfig(), {}, { seconds: 60, signal })).toEqual({
      kernels: [],
      left: total,
    });
    expect(await tune(device, tinyConfig(), {}, { seconds: 0 })).toEqual({ kernels: [], left: total });
  });
});

describe('a run with tilings of its own', () => {
  /** Sums of eight lanes a row round otherwise than those of one. */
  function otherNorms(): Tilings {
    const keys = stepQuestions(device, tinyConfig()).map(({ key }) => key);
    const tiling: TilingValues = { lanes: 8, rows: 32 };
    return Object.fromEntries(keys.filter((key) => key.startsWith('layer_norm')).map((key) => [key, tiling]));
  }

  async function train(table: Tilings, steps: number, options: RunOptions = {}) {
    device.tilings!.use(options.from?.tilings ?? table);
    const images = new DeviceImages(tinyImages());
    const run = new Run(device, tinyConfig(), images, options);
    await run.compile(() => undefined);
    while (run.step < steps) await run.advance().measures;
    const state = await run.state();
    run.dispose();
    images.dispose();
    return state;
  }

  it('repeats itself to the bit, says what it took, and goes on with that to the bit', async () => {
    const table = otherNorms();
    const whole = await train(table, 4);
    expect((await train(table, 4)).weights).toEqual(whole.weights);
    expect((await train({}, 4)).weights).not.toEqual(whole.weights);
    expect(whole.tilings).toMatchObject(table);

    const half = await train(table, 2);
    const notices: string[] = [];
    const onNotice = (message: string) => void notices.push(message);
    // The device was tuned otherwise since.
    const resumed = await train({}, 4, { from: half, onNotice });
    expect(resumed.weights).toEqual(whole.weights);
    expect(resumed.tilings).toEqual(whole.tilings);
    expect(notices).toEqual([]);
  });

  it('says so where it cannot be cut up as it was', async () => {
    const [key] = Object.keys(otherNorms());
    const half = await train({}, 1);
    const notices: string[] = [];
    const from = { ...half, tilings: { ...half.tilings, [key!]: { lanes: 3, rows: 1 } } };
    await train({}, 2, { from, onNotice: (message) => void notices.push(message) });
    expect(notices).toEqual([expect.stringMatching(/^1 of \d+ kernels cannot be cut up here/)]);
  });
});
