import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../formats/safetensors';
import type { StepReport } from '../reports/step';
import type { Computer } from '../compute/computer';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import type { TrainerEvent } from './events';
import type { Run } from './run';
import { tinyConfig, tinyImages } from './testing/tinyRun';
import { Trainer } from './trainer';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

function watch(computer: Computer = processor) {
  const events: TrainerEvent[] = [];
  const trainer = new Trainer(computer, (event) => events.push(event));
  const reports = (): StepReport[] =>
    events.flatMap((event) => (event.type === 'step' ? [event.report] : []));
  const phases = () => events.flatMap((event) => (event.type === 'phase' ? [event.phase] : []));
  return { events, trainer, reports, phases };
}

async function ready(config = tinyConfig()) {
  const watched = watch();
  await watched.trainer.setData(tinyImages());
  await watched.trainer.configure(config);
  return watched;
}

const losses = (reports: readonly StepReport[]) => reports.map(({ loss }) => loss.total);

describe('Trainer', () => {
  it('trains to the end, with falling loss and every term reported', async () => {
    const { trainer, reports, phases, events } = await ready();
    await trainer.step(12);
    const all = reports();
    expect(all.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    for (const { loss, embeddingStd, top1, top5 } of all) {
      const terms = [
        ...Object.values(loss.global!),
        ...Object.values(loss.local!),
        loss.classifier,
        embeddingStd,
        top1,
        top5,
      ];
      expect(terms.every((value) => Number.isFinite(value))).toBe(true);
      const sum = (branch: object) => (Object.values(branch) as number[]).reduce((a, b) => a + b, 0);
      expect(loss.total).toBeCloseTo(0.75 * sum(loss.global!) + 0.25 * sum(loss.local!), 4);
    }
    expect(all.at(-1)!.loss.total).toBeLessThan(all[0]!.loss.total);
    expect(phases().at(-1)).toBe('finished');
    const accuracySteps = events.flatMap((event) => (event.type === 'accuracy' ? [event.report.step] : []));
    expect(accuracySteps).toEqual([0, 6, 12]);
  });

  it('does other things on the device without a run, and never while one is set up', async () => {
    const done: string[] = [];
    let [phase, aside] = ['none', Promise.resolve()];
    const trainer = new Trainer(processor, (event) => {
      if (event.type !== 'phase') return;
      ({ phase } = event);
      if (phase === 'compiling') aside = trainer.aside(async () => void done.push(`aside, ${phase}`));
    });
    await trainer.aside(async () => void done.push('without a run'));
    await trainer.setData(tinyImages());
    await trainer.configure(tinyConfig());
    await aside;
    trainer.train();
    await trainer.aside(async () => void done.push('between steps'));
    await trainer.pause();
    expect(done).toEqual(['without a run', 'aside, ready', 'between steps']);
  });

  it('repeats itself, however it is interrupted', async () => {
    const straight = await ready();
    await straight.trainer.step(6);
    const halting = await ready();
    await halting.trainer.step(2);
    await halting.trainer.step(1);
    halting.trainer.train();
    await halting.trainer.pause();
    await halting.trainer.step(6 - halting.reports().length);
    expect(losses(halting.reports())).toEqual(losses(straight.reports()));
    await straight.trainer.reset();
    await straight.trainer.step(6);
    const repeated = losses(straight.reports());
    expect(repeated.slice(6)).toEqual(repeated.slice(0, 6));
  });

  it('takes live values over at the next step', async () => {
    const { trainer, reports } = await ready();
    await trainer.step(1);
    trainer.update(tinyConfig((config) => (config.loss.alpha = 0.25)));
    await trainer.step(1);
    const [, second] = reports();
    const sum = (branch: object) => (Object.values(branch) as number[]).reduce((a, b) => a + b, 0);
    expect(second!.alpha).toBe(0.25);
    expect(second!.loss.total).toBeCloseTo(
      0.25 * sum(second!.loss.global!) + 0.75 * sum(second!.loss.local!),
      4,
    );
  });

  it('lets α reach 1 and 0 in a running training, and come back', async () => {
    const { trainer, reports } = await ready();
    for (const alpha of [1, 0, 0.5]) {
      trainer.update(tinyConfig((config) => (config.loss.alpha = alpha)));
      await trainer.step(1);
    }
    const sum = (branch: object) => (Object.values(branch) as number[]).reduce((a, b) => a + b, 0);
    const [onlyGlobal, onlyLocal] = reports().map(({ loss }) => loss);
    expect(onlyGlobal!.total).toBeCloseTo(sum(onlyGlobal!.global!), 4);
    expect(onlyLocal!.total).toBeCloseTo(sum(onlyLocal!.local!), 4);
    expect(reports()).toHaveLength(3);
  });

  it('leaves out the branch without weight, and says that it cannot come back', async () => {
    const { trainer, reports } = await ready(tinyConfig((config) => (config.loss.alpha = 1)));
    await trainer.step(1);
    expect(reports()[0]!.loss.local).toBeUndefined();
    const names = Object.keys(readSafetensors(await trainer.exportWeights()).tensors);
    expect(names.some((name) => name.startsWith('maps_projector'))).toBe(false);
    expect(() => trainer.update(tinyConfig())).toThrow(/Reset|α/);
  });

  it('stops at a loss that is not finite, names step and term, and keeps the last good weights', async () => {
    const { trainer, events, phases } = await ready();
    const before = readSafetensors(await trainer.exportWeights());
    // No configuration leads to NaN for sure, so the test spoils the weights of the model itself.
    const { run } = (trainer as unknown as { training: { run: Run } }).training;
    await trainer.step(1);
    const spoilt = run.model.variable('projector.0.weight');
    spoilt.assign(tf.fill(spoilt.shape, NaN));
    await trainer.step(3);
    const failures = events.flatMap((event) => (event.type === 'failure' ? [event.failure] : []));
    expect(failures).toHaveLength(1);
    expect(failures[0]!.code).toBe('loss_not_finite');
    expect(failures[0]!.message).toMatch(/step 2.*global/);
    expect(phases().at(-1)).toBe('failed');
    const after = readSafetensors(await trainer.exportWeights());
    expect(after.tensors['projector.0.weight']).toEqual(before.tensors['projector.0.weight']);
    await trainer.step(2);
    expect(phases().at(-1)).toBe('paused');
  });

  it('trains in float32 where there is no WebGPU, and says so', async () => {
    const plain = await ready();
    await plain.trainer.step(2);
    const mixed = await ready(tinyConfig((config) => (config.optim.precision = 'mixed')));
    await mixed.trainer.step(2);
    expect(losses(mixed.reports())).toEqual(losses(plain.reports()));
    expect(mixed.reports()[1]!.lossScale).toBeUndefined();
    const notices = mixed.events.flatMap((event) => (event.type === 'notice' ? [event.message] : []));
    expect(notices).toEqual([expect.stringContaining('needs WebGPU')]);
  });

  it('has no programs to time', async () => {
    const { trainer } = await ready();
    await trainer.step(1);
    expect(await trainer.profileStep()).toEqual({ untimed: 'processor' });
  });

  it('refuses what cannot run, by name', async () => {
    const { trainer } = watch();
    await expect(trainer.configure(tinyConfig())).rejects.toMatchObject({ info: { code: 'data_missing' } });
    await trainer.setData(tinyImages(4));
    await expect(trainer.configure(tinyConfig())).rejects.toMatchObject({ info: { code: 'config_invalid' } });
  });

  it('keeps no tensors beyond those of the run', async () => {
    const { trainer } = await ready();
    await trainer.step(2);
    const before = tf.memory().numTensors;
    await trainer.step(6);
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** The tiny images, of which none is there until it is needed or `arrive` is called. */
function arrivingImages() {
  const whole = tinyImages();
  const bytes = whole.height * whole.width * 3;
  const images = new Uint8Array(whole.images.length);
  const there = new Set<number>();
  let arrive: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (arrive = resolve));
  const need = (indices: readonly number[]) => {
    const missing = indices.filter((index) => !there.has(index));
    for (const index of missing) {
      images.set(whole.images.subarray(index * bytes, (index + 1) * bytes), index * bytes);
      there.add(index);
    }
    return missing.length > 0;
  };
  return {
    set: { ...whole, images, arriving: { need, all } },
    arrive: () => {
      need(Array.from({ length: whole.count }, (_, index) => index));
      arrive();
    },
  };
}

describe('images that are still being made', () => {
  it('are looked at and trained on as they are needed', async () => {
    const { set, arrive } = arrivingImages();
    const { trainer, reports, phases, events } = watch();
    await trainer.setData(set);
    await trainer.configure(tinyConfig());
    expect(phases().at(-1)).toBe('ready');
    const snapshots = (all: readonly TrainerEvent[]) =>
      all.flatMap((event) => (event.type === 'matches' ? [event.snapshot.views] : []));
    const training = trainer.step(3);
    await expect.poll(() => reports().length).toBe(3);
    // What a run is kept as names the images, which takes all of them.
    expect(events.some(({ type }) => type === 'checkpoint')).toBe(false);
    arrive();
    await training;
    expect(events.some(({ type }) => type === 'checkpoint')).toBe(true);

    const whole = await ready();
    await whole.trainer.step(3);
    expect(losses(reports())).toEqual(losses(whole.reports()));
    expect(snapshots(events)[0]).toEqual(snapshots(whole.events)[0]);
  });

  it('are all waited for where a step is recorded, until a pause', async () => {
    const { set } = arrivingImages();
    const record = () => {
      throw new Error('No step should have begun.');
    };
    const { trainer, reports, phases } = watch({ ...processor, record });
    await trainer.setData(set);
    await trainer.configure(tinyConfig());
    trainer.train();
    await expect.poll(() => phases().at(-1)).toBe('loading');
    await trainer.pause();
    expect(phases().slice(-2)).not.toContain('failed');
    expect(reports()).toEqual([]);
  });
});
