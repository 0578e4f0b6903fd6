import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageSet } from '../data/imageSet';
import { generateScenes } from '../data/synthetic/generateScenes';
import { PROBES } from '../reports/evaluation';
import type { EvaluationProgress } from '../reports/evaluationResult';
import type { StepReport } from '../reports/step';
import type { Computer } from '../compute/computer';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import type { TrainerEvent } from './events';
import { tinyConfig } from './testing/tinyRun';
import { Trainer } from './trainer';

let processor: Computer;
let scenes: ImageSet;

async function ready(onEvent: (event: TrainerEvent) => void = () => undefined) {
  const events: TrainerEvent[] = [];
  const trainer = new Trainer(processor, (event) => {
    events.push(event);
    onEvent(event);
  });
  await trainer.setData(scenes);
  await trainer.configure(tinyConfig());
  const losses = () =>
    events
      .flatMap((event): StepReport[] => (event.type === 'step' ? [event.report] : []))
      .map(({ step, loss }) => [step, loss.total]);
  const phases = () => events.flatMap((event) => (event.type === 'phase' ? [event.phase] : []));
  const progress = (): EvaluationProgress[] =>
    events.flatMap((event) => (event.type === 'evaluation' ? [event] : []));
  return { trainer, losses, phases, progress };
}

const MATCHING = { subject: 'weights', probes: ['matching'] } as const;

beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
  scenes = await generateScenes(16, 40, 1);
});
afterAll(() => processor.close());

describe('an evaluation of a run', () => {
  it('leaves the training to the bit as it would have been', async () => {
    const undisturbed = await ready();
    await undisturbed.trainer.step(8);
    const evaluated = await ready();
    await evaluated.trainer.step(4);
    const before = tf.memory().numTensors;
    const { report, masks } = await evaluated.trainer.evaluate({ subject: 'weights', probes: PROBES });
    await evaluated.trainer.evaluate({ subject: 'random', probes: ['knn', 'matching'] });
    expect(tf.memory().numTensors).toBe(before);
    await evaluated.trainer.step(4);

    expect(report.step).toBe(4);
    expect(report.left).toEqual([]);
    const pixels = scenes.height * scenes.width;
    expect(masks.images[0]!.truth).toHaveLength(pixels);
    expect(masks.images[0]!.predicted).toHaveLength(pixels);
    expect(masks.images[0]!.pixels).toHaveLength(3 * pixels);
    expect(evaluated.losses()).toEqual(undisturbed.losses());
    expect(await evaluated.trainer.exportWeights()).toEqual(await undisturbed.trainer.exportWeights());
  });

  it('makes a training wait and then go on to its end', async () => {
    const undisturbed = await ready();
    await undisturbed.trainer.step(12);
    let evaluation: Promise<unknown> | undefined;
    let stepsMeanwhile = 0;
    let isOver = false;
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const interrupted = await ready((event) => {
      if (event.type === 'phase' && event.phase === 'finished') finish();
      if (event.type !== 'step') return;
      if (event.report.step === 3)
        evaluation = interrupted.trainer.evaluate(MATCHING).finally(() => (isOver = true));
      // Two steps may be under way when it is asked for.
      if (event.report.step > 5 && !isOver) stepsMeanwhile++;
    });
    interrupted.trainer.train();
    await finished;
    await evaluation;
    expect(interrupted.phases().filter((phase) => phase === 'paused')).toHaveLength(1);
    expect(stepsMeanwhile).toBe(0);
    expect(interrupted.losses()).toEqual(undisturbed.losses());
  });

  it('does not make a training go on that was paused meanwhile', async () => {
    const { trainer, losses, phases } = await ready();
    await trainer.step(2);
    const evaluation = trainer.evaluate(MATCHING);
    trainer.train();
    await trainer.pause();
    await evaluation;
    expect(losses()).toHaveLength(2);
    expect(phases().at(-1)).toBe('paused');
  });

  it('tells how far each probe is, without naming a whole percent twice', async () => {
    const { trainer, progress } = await ready();
    await trainer.evaluate({ subject: 'pixels', probes: ['linear', 'knn'], labelShares: [1, 0.5] });
    const shares = (name: string) =>
      progress().flatMap(({ probe, share }) => (probe === name ? [Math.floor(100 * share)] : []));
    for (const probe of ['linear', 'knn']) {
      const own = shares(probe);
      expect(own.at(-1)).toBe(100);
      expect([...new Set(own)].sort((a, b) => a - b)).toEqual(own);
    }
    expect(new Set(progress().map(({ subject }) => subject))).toEqual(new Set(['pixels']));
  });

  it('draws random weights from the seed, whatever the run has learned since', async () => {
    const { trainer } = await ready();
    const atStart = await trainer.evaluate(MATCHING);
    await trainer.step(6);
    const random = await trainer.evaluate({ ...MATCHING, subject: 'random' });
    const now = await trainer.evaluate(MATCHING);
    expect(random.report.matching).toEqual(atStart.report.matching);
    expect(now.report.matching).not.toEqual(atStart.report.matching);
  });

  it('can be ended, with those that wait for their turn, and begun again', async () => {
    let isEnding = false;
    const { trainer } = await ready(({ type }) => {
      if (type !== 'evaluation' || isEnding) return;
      isEnding = true;
      void trainer.endEvaluations();
    });
    const both = [trainer.evaluate(MATCHING), trainer.evaluate({ ...MATCHING, subject: 'random' })];
    for (const end of await Promise.allSettled(both))
      expect(end).toMatchObject({ status: 'rejected', reason: { info: { code: 'cancelled' } } });
    const { report } = await trainer.evaluate(MATCHING);
    expect(report.matching!.count).toBeGreaterThan(0);
  });

  it('ends when the run is given up for a new one', async () => {
    let reset: Promise<void> | undefined;
    const { trainer } = await ready(({ type }) => {
      if (type === 'evaluation') reset ??= trainer.reset();
    });
    await expect(trainer.evaluate({ subject: 'weights', probes: PROBES })).rejects.toMatchObject({
      info: { code: 'cancelled' },
    });
    await reset;
    await trainer.step(1);
  });

  it('judges on images that were kept from training, where there are any', async () => {
    const { trainer, progress } = await ready();
    const test = await generateScenes(16, 12, 2);
    let reads = 0;
    await trainer.setData(scenes, async (onProgress) => {
      reads++;
      onProgress(0.5);
      return [{ split: 'test', set: test }];
    });
    await trainer.configure(tinyConfig());
    const { report } = await trainer.evaluate({ subject: 'pixels', probes: ['knn'] });
    await trainer.evaluate({ subject: 'pixels', probes: ['knn'] });
    expect(report.split).toMatchObject({ source: 'data set', test: 12 });
    expect(report.split.train + report.split.validation).toBe(scenes.count);
    expect(progress()[0]).toMatchObject({ probe: 'images', share: 0.5 });
    expect(reads).toBe(1);
  });

  it('computes the features of the same weights once in a session', async () => {
    const { trainer } = await ready();
    const first = await trainer.evaluate({ subject: 'weights', probes: ['knn'] });
    const again = await trainer.evaluate({ subject: 'weights', probes: ['linear', 'knn'] });
    expect(first.report.seconds.features).toBeGreaterThan(0);
    expect(again.report.seconds.features).toBeUndefined();
    expect(again.report.knn).toEqual(first.report.knn);
    await trainer.step(2);
    const later = await trainer.evaluate({ subject: 'weights', probes: ['knn'] });
    expect(later.report.seconds.features).toBeGreaterThan(0);
  });

  it('trains the supervised baseline once for a configuration', async () => {
    const { trainer, progress } = await ready();
    const request = { subject: 'supervised', probes: ['matching'] } as const;
    const first = await trainer.evaluate(request);
    const trained = progress().filter(({ probe }) => probe === 'training');
    expect(trained.length).toBeGreaterThan(0);
    const again = await trainer.evaluate(request);
    expect(progress().filter(({ probe }) => probe === 'training')).toEqual(trained);
    expect(again.report.matching).toEqual(first.report.matching);
    expect(first.report.matching!.radii[0]!.embeddings).toBeUndefined();
    expect(first.report.step).toBeUndefined();
  });

  it('says why it leaves a probe out', async () => {
    const { trainer } = await ready();
    const { masks, maskClassNames, ...unmasked } = scenes;
    expect(masks).toBeDefined();
    expect(maskClassNames).toBeDefined();
    await trainer.setData(unmasked);
    await trainer.configure(tinyConfig());
    const { report } = await trainer.evaluate({ subject: 'weights', probes: ['segmentation'] });
    expect(report.left).toEqual([{ probe: 'segmentation', reason: 'the data set has no masks' }]);
    expect(report.segmentation).toBeUndefined();
  });
});
