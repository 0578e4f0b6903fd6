import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunConfig } from '../config/runConfig';
import { readWeights, type Weights } from '../formats/weightsFile';
import type { TrainerEvent } from './events';
import { tinyConfig, tinyImages } from './testing/tinyRun';
import { Trainer, type TrainerDevice } from './trainer';

async function ready(config: RunConfig = tinyConfig(), limits: Pick<TrainerDevice, 'summary'> = {}) {
  const events: TrainerEvent[] = [];
  const trainer = new Trainer({ bytesInUse: () => 0, ...limits }, (event) => events.push(event));
  await trainer.setData(tinyImages());
  await trainer.configure(config);
  const losses = () => events.flatMap((event) => (event.type === 'step' ? [event.report.loss.total] : []));
  return { trainer, events, losses };
}

const exported = async (trainer: Trainer): Promise<Weights> =>
  readWeights(await trainer.exportWeights(), 'weights.safetensors');

const otherSeed = tinyConfig((config) => (config.run.seed += 1));

beforeAll(async () => {
  await tf.setBackend('cpu');
});

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
    const report = await second.trainer.loadWeights(weights);
    expect(report).toEqual({ used: Object.keys(weights), missing: [], unexpected: [], mismatched: [] });
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
    const report = await trainer.loadWeights(backbone);
    expect(report.used).toEqual(Object.keys(backbone));
    expect(report.missing.length).toBeGreaterThan(0);
    expect(report.missing.every((name) => /^(maps_projector|projector|classifier)\./.test(name))).toBe(true);
    const rest = Object.fromEntries(report.missing.map((name) => [name, fresh[name]!]));
    expect(await exported(trainer)).toEqual({ ...backbone, ...rest });
  });

  it('reports what does not fit and keeps it out', async () => {
    const { trainer } = await ready();
    const weights = await exported(trainer);
    const { 'backbone.norm.bias': bias, ...rest } = weights;
    const wider = { dtype: 'F32' as const, shape: [4, 8], data: new Float32Array(32).fill(9) };
    const report = await trainer.loadWeights({
      ...rest,
      'projector.0.weight': wider,
      'backbone.head.weight': bias!,
    });
    expect(report.missing).toEqual(['backbone.norm.bias']);
    expect(report.unexpected).toEqual(['backbone.head.weight']);
    expect(report.mismatched).toEqual([
      { name: 'projector.0.weight', expected: weights['projector.0.weight']!.shape, found: [4, 8] },
    ]);
    expect(report.used).toHaveLength(Object.keys(weights).length - 2);
    expect((await exported(trainer))['projector.0.weight']).toEqual(weights['projector.0.weight']);
  });

  it('changes nothing when nothing fits, or when a value is no number', async () => {
    const { trainer, losses } = await ready();
    await trainer.step(2);
    const before = await exported(trainer);
    const strange = { dtype: 'F32' as const, shape: [2], data: Float32Array.of(1, 2) };
    await expect(trainer.loadWeights({ 'backbone.fc.bias': strange })).rejects.toMatchObject({
      info: { code: 'weights_mismatch' },
    });
    const spoilt = { dtype: 'F32' as const, shape: [8], data: new Float32Array(8).fill(NaN) };
    await expect(trainer.loadWeights({ 'backbone.norm.bias': spoilt })).rejects.toMatchObject({
      info: { code: 'checkpoint_bad_value' },
    });
    expect(await exported(trainer)).toEqual(before);
    await trainer.step(1);
    expect(losses()).toHaveLength(3);
  });
});

describe('Trainer.configure', () => {
  it('refuses what the device’s limits do not allow, before it allocates', async () => {
    const limits = { maxBufferSize: 2 ** 20, maxStorageBufferBindingSize: 2 ** 20 };
    const { trainer } = await ready(tinyConfig(), { summary: limits });
    const before = tf.memory().numTensors;
    const wide = tinyConfig((config) => (config.model.globalExpander = '2048-2048'));
    await expect(trainer.configure(wide)).rejects.toMatchObject({ info: { code: 'out_of_memory' } });
    expect(tf.memory().numTensors).toBe(before);
    await trainer.step(1);
  });
});
