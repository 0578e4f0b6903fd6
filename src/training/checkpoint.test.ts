import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunConfig } from '../config/runConfig';
import { failureInfo } from '../failure';
import { readSafetensors, writeSafetensors } from '../formats/safetensors';
import type { Computer } from '../compute/computer';
import type { TilingChoice } from '../compute/tilingChoice';
import type { Tilings } from '../config/tilings';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { readCheckpoint, weightsOfCheckpoint } from './checkpoint';
import type { TrainerEvent } from './events';
import { tinyConfig, tinyImages } from './testing/tinyRun';
import { Trainer, type TrainerOptions } from './trainer';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

const LENGTH = 18;

const config = (change: (config: RunConfig) => void = () => undefined) =>
  tinyConfig((tiny) => {
    Object.assign(tiny.run, { length: LENGTH, snapshotEvery: 100, reportEvery: 3 });
    change(tiny);
  });

async function trainer(options: TrainerOptions = {}, computer = processor) {
  const events: TrainerEvent[] = [];
  const trains = new Trainer(computer, (event) => events.push(event), options);
  await trains.setData(tinyImages());
  const checkpoints = () => events.flatMap((event) => (event.type === 'checkpoint' ? [event] : []));
  const times = () => events.flatMap((event) => (event.type === 'step' ? [event.report.seconds] : []));
  return { trains, checkpoints, times };
}

/** A fresh trainer that goes on from a file, to the end. */
async function goneOn(file: Uint8Array) {
  const later = await trainer();
  await later.trains.resume(readCheckpoint(file));
  await later.trains.step(LENGTH);
  return later;
}

describe.each(['adamw', 'lars'] as const)('a run with %s that goes on from a checkpoint', (optimizer) => {
  const run = config((tiny) => void (tiny.optim.optimizer = optimizer));

  it('ends as the undisturbed one, to the bit', async () => {
    const whole = await trainer();
    await whole.trains.configure(run);
    await whole.trains.step(LENGTH);
    const end = (await whole.trains.exportCheckpoint()).file;

    const first = await trainer({ checkpoints: { everySteps: 7 } });
    await first.trains.configure(run);
    await first.trains.step(17);
    const steps = first.checkpoints().map(({ step }) => step);
    expect(steps).toEqual([7, 14, 17]);
    for (const { file, step } of first.checkpoints()) {
      const { trains } = await goneOn(file);
      const again = (await trains.exportCheckpoint()).file;
      expect([step, withoutTime(again)]).toEqual([step, withoutTime(end)]);
    }
  });
});

it('a run whose α was changed goes on with the expanders that it had', async () => {
  const first = await trainer();
  await first.trains.configure(config());
  await first.trains.step(4);
  first.trains.update(config(({ loss }) => void (loss.alpha = 1)));
  await first.trains.step(4);
  const { file } = await first.trains.exportCheckpoint();
  await first.trains.step(LENGTH);
  const { trains } = await goneOn(file);
  expect(withoutTime((await trains.exportCheckpoint()).file)).toEqual(
    withoutTime((await first.trains.exportCheckpoint()).file),
  );
  expect(readCheckpoint(file)).toMatchObject({ initialAlpha: 0.75, config: { loss: { alpha: 1 } } });
});

it('training time goes on too', async () => {
  const first = await trainer();
  await first.trains.configure(config());
  await first.trains.step(12);
  const later = await goneOn((await first.trains.exportCheckpoint()).file);
  expect(later.times()[0]).toBeGreaterThan(first.times().at(-1)!);
});

it('weights of a checkpoint are a weights file', async () => {
  const { trains } = await trainer();
  await trains.configure(config());
  await trains.step(2);
  const { file } = await trains.exportCheckpoint();
  expect(weightsOfCheckpoint(file)).toEqual(await trains.exportWeights());
});

describe('the tilings of a run', () => {
  const device: Tilings = { 'linear 8×8×8': { tileM: 8, strategy: 'shared' } };
  const own: Tilings = { 'linear 8×8×8': { tileM: 4, strategy: 'shared' } };

  /** A computer whose kernels take what they are told, and the tables that it was told to use. */
  function tiled() {
    const used: Tilings[] = [];
    const tilings: TilingChoice = {
      adapter: 'any',
      use: (table) => used.push(table),
      noting: (taken, work) => {
        for (const [key, tiling] of Object.entries(used.at(-1)!)) taken.set(key, tiling);
        return work();
      },
    };
    return { used, computer: { ...processor, tilings } };
  }

  it('are the device’s where it begins, and go along to where it goes on', async () => {
    const { used, computer } = tiled();
    const { trains } = await trainer({}, computer);
    trains.tilings = device;
    await trains.configure(config());
    await trains.step(1);
    const begun = readCheckpoint((await trains.exportCheckpoint()).file);
    expect(begun.tilings).toEqual(device);

    await trains.resume({ ...begun, tilings: own });
    await trains.step(1);
    expect(readCheckpoint((await trains.exportCheckpoint()).file).tilings).toEqual(own);
    await trains.reset();
    // A file of an earlier version has none: its run was cut up by the rule.
    await trains.resume({ ...begun, tilings: undefined });
    expect(used).toEqual([device, own, device, {}]);
    expect(readCheckpoint((await trains.exportCheckpoint()).file).tilings).toBe(undefined);
  });

  it('stay away where the processor computes', async () => {
    const { trains } = await trainer();
    trains.tilings = device;
    await trains.configure(config());
    expect(readCheckpoint((await trains.exportCheckpoint()).file)).not.toHaveProperty('tilings');
  });
});

describe('what is refused', () => {
  async function refusal(work: () => unknown) {
    try {
      await work();
    } catch (error) {
      return failureInfo(error);
    }
    throw new Error('It was taken.');
  }
  async function someCheckpoint() {
    const { trains } = await trainer();
    await trains.configure(config());
    await trains.step(2);
    return { trains, file: (await trains.exportCheckpoint()).file };
  }

  it('is a weights file, and metadata that make no sense', async () => {
    const { trains, file } = await someCheckpoint();
    const weights = await trains.exportWeights();
    expect((await refusal(() => readCheckpoint(weights))).code).toBe('checkpoint_bad_metadata');
    const { tensors, metadata } = readSafetensors(file);
    for (const wrong of [{ step: '-1' }, { step: '1.5' }, { initialAlpha: 'NaN' }, { config: '{' }]) {
      const bytes = writeSafetensors(tensors, { ...metadata, ...wrong });
      expect((await refusal(() => readCheckpoint(bytes))).code).toBe('checkpoint_bad_metadata');
    }
    const bytes = writeSafetensors(tensors, { ...metadata, config: '{}' });
    expect((await refusal(() => readCheckpoint(bytes))).code).toBe('config_invalid');
  });

  it('is a table of tilings that is none', async () => {
    const { tensors, metadata } = readSafetensors((await someCheckpoint()).file);
    const codeOf = async (tilings: string) => {
      const bytes = writeSafetensors(tensors, { ...metadata, tilings });
      return (await refusal(() => readCheckpoint(bytes))).code;
    };
    expect(await codeOf('{')).toBe('checkpoint_bad_metadata');
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, key) => [`${key}`, {}]));
    for (const wrong of [[], { a: 1 }, { a: { b: [] } }, { a: { b: 'x'.repeat(100) } }, many])
      expect(await codeOf(JSON.stringify(wrong))).toBe('checkpoint_bad_tilings');
  });

  it('is other images, and a checkpoint without a tensor of the model; the run stays', async () => {
    const { trains, file } = await someCheckpoint();
    const checkpoint = readCheckpoint(file);
    const before = await trains.exportWeights();
    const other = await refusal(() => trains.resume({ ...checkpoint, data: '0123456789abcdef' }));
    expect(other.code).toBe('data_changed');
    const [first, ...rest] = Object.entries(checkpoint.weights);
    const lacking = await refusal(() => trains.resume({ ...checkpoint, weights: Object.fromEntries(rest) }));
    expect(lacking.code).toBe('weights_mismatch');
    expect(lacking.message).toContain(first![0]);
    expect(await trains.exportWeights()).toEqual(before);
  });
});

/** What a file holds, without the training time. */
function withoutTime(file: Uint8Array) {
  const { seconds, ...checkpoint } = readCheckpoint(file);
  expect(seconds).toBeGreaterThan(0);
  return checkpoint;
}
