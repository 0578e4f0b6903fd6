import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import type { DeviceSummary } from '../compute/deviceSummary';
import type { RunConfig } from '../config/runConfig';
import { readSafetensors } from '../formats/safetensors';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import type { TrainerEvent } from './events';
import type { Weights } from './weights/fitWeights';
import { tinyConfig, tinyImages } from './testing/tinyRun';
import { Trainer } from './trainer';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

async function ready(config: RunConfig = tinyConfig(), limits: Partial<DeviceSummary> = {}) {
  const events: TrainerEvent[] = [];
  const trainer = new Trainer({ ...processor, summary: { ...processor.summary, ...limits } }, (event) =>
    events.push(event),
  );
  await trainer.setData(tinyImages());
  await trainer.configure(config);
  const losses = () => events.flatMap((event) => (event.type === 'step' ? [event.report.loss.total] : []));
  return { trainer, events, losses };
}

const exported = async (trainer: Trainer): Promise<Weights> =>
  readSafetensors(await trainer.exportWeights()).tensors;

const otherSeed = tinyConfig((config) => (config.run.seed += 1));

describe('Trainer.loadWeights', () => {
  it('goes on from what was exported, with a fresh optimiser, and resets to it', async () => {
    const first = await ready();
    await first.trainer.step(3);
    const weights = await exported(first.trainer);
    const reference = await ready(otherSeed);
    await reference.trainer.loadWeights(weights);
    await reference.trainer.step(3);

    const second = await ready(otherSeed);
    await second.trainer.step(2);
    await second.trainer.loadWeights(weights);
    expect(await exported(second.trainer)).toEqual(weights);
    await second.trainer.step(3);
    await second.trainer.reset();
    expect(await exported(second.trainer)).toEqual(weights);
    await second.trainer.step(3);
    const all = second.losses();
    expect(all.slice(2, 5)).toEqual(reference.losses());
    expect(all.slice(5)).toEqual(all.slice(2, 5));
    expect(all[2]).not.toBe(all[0]);
  });

  it('draws weights anew for a new configuration, and says so', async () => {
    const { trainer, events } = await ready();
    const fresh = await exported(trainer);
    await trainer.step(1);
    await trainer.loadWeights(await exported(trainer));
    expect(events.filter(({ type }) => type === 'notice')).toEqual([]);
    await trainer.configure(tinyConfig());
    expect(await exported(trainer)).toEqual(fresh);
    expect(events.flatMap((event) => (event.type === 'notice' ? [event.message] : []))).toEqual([
      expect.stringContaining('new weights'),
    ]);
  });

  it('takes a bare backbone, and draws the rest from the seed', async () => {
    const source = await ready(otherSeed);
    const backbone = Object.fromEntries(
      Object.entries(await exported(source.trainer)).filter(([name]) => name.startsWith('backbone.')),
    );
    const { trainer } = await ready();
    const fresh = await exported(trainer);
    await trainer.step(2);
    await trainer.loadWeights(backbone);
    const rest = Object.fromEntries(Object.entries(fresh).filter(([name]) => !Object.hasOwn(backbone, name)));
    expect(Object.keys(rest).length).toBeGreaterThan(0);
    expect(await exported(trainer)).toEqual({ ...rest, ...backbone });
  });

  it('changes nothing when a tensor is not the model’s', async () => {
    const { trainer, losses } = await ready();
    await trainer.step(2);
    const before = await exported(trainer);
    const strange = { dtype: 'F32' as const, shape: [2], data: Float32Array.of(1, 2) };
    for (const name of ['backbone.fc.bias', 'backbone.norm.bias']) {
      await expect(trainer.loadWeights({ [name]: strange })).rejects.toMatchObject({
        info: { code: 'weights_mismatch' },
      });
    }
    expect(await exported(trainer)).toEqual(before);
    await trainer.step(1);
    expect(losses()).toHaveLength(3);
  });

  it('says which model it needs weights for', async () => {
    const { trainer } = await ready();
    const { specs, model } = trainer.weightsTarget;
    expect(specs.map(({ name }) => name)).toEqual(Object.keys(await exported(trainer)));
    expect(model).toEqual(tinyConfig().model);
  });
});

describe('Trainer.configure', () => {
  it('refuses what the device’s limits do not allow, before it allocates', async () => {
    const limits = { maxBufferSize: 2 ** 22, maxStorageBufferBindingSize: 2 ** 22 };
    const { trainer } = await ready(tinyConfig(), limits);
    const before = tf.memory().numTensors;
    const wide = tinyConfig((config) => (config.model.globalExpander = '2048-2048'));
    await expect(trainer.configure(wide)).rejects.toMatchObject({ info: { code: 'out_of_memory' } });
    expect(tf.memory().numTensors).toBe(before);
    await trainer.step(1);
  });
});
