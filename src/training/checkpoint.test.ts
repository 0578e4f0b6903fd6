import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunConfig } from '../config/runConfig';
import { failureInfo } from '../failure';
import { readSafetensors, writeSafetensors } from '../formats/safetensors';
import type { Computer } from '../compute/computer';
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

async function trainer(options: TrainerOptions = {}) {
  const events: TrainerEvent[] = [];
  const trains = new Trainer(processor, (event) => events.push(event), options);
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
