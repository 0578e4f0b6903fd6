import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluationOptions } from '../config/evaluationOptions';
import { tinyConfig } from '../training/testing/tinyRun';
import type { Computer } from '../compute/computer';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { AugmentedVectors } from './augmentedVectors';
import { Cancelled } from './cancellation';
import { evaluate } from './evaluate';
import { trainOnLabels, type LabelledTraining } from './labelledTraining';
import { CROP_SCALE, randomView } from './randomView';
import { pixelSubject } from './subject';
import { colourful, colourTask, HELD, SIDE, TRAIN } from './testing/colours';
import { untrained } from './testing/untrained';
import { normalizationOf, REFERENCE_NORMALIZATION } from '../config/normalization';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
beforeAll(() => tf.setBackend('wasm'));
afterAll(() => processor.close());

const VIEWS = tinyConfig().views;
const fresh = () => untrained(tinyConfig());

describe('fine-tuning', () => {
  it('classifies with all and a share of the labels, and leaves the weights and no tensors', async () => {
    const { subject, params } = fresh();
    const data = colourful('labels');
    const fingerprint = await subject.fingerprint();
    const before = tf.memory().numTensors;
    const finetune = { epochs: 30, batch: 6 };
    const task = { ...colourTask(subject, data, VIEWS), labelShares: [1, 0.5], finetune };
    const { report } = await evaluate({ ...task, probes: ['finetune'] });
    expect(report.finetune!.map(({ labels }) => labels)).toEqual([1, 0.5]);
    const [whole] = report.finetune!;
    expect(whole).toMatchObject({ epochs: 30, backboneRate: 0.03, headRate: 0.08 });
    expect(whole!.top1).toBeGreaterThan(0.9);
    expect(whole!.top5).toBe(1);
    expect(whole!.confusion.flat().reduce((sum, value) => sum + value, 0)).toBe(12);
    expect(tf.memory().numTensors).toBe(before);
    expect(await subject.fingerprint()).toBe(fingerprint);
    tf.dispose(params);
  });

  it('segments', async () => {
    const { subject, params } = fresh();
    const before = tf.memory().numTensors;
    const finetuneSegmentation = { epochs: 40, batch: 6 };
    const task = { ...colourTask(subject, colourful('masks'), VIEWS), finetuneSegmentation };
    const { report } = await evaluate({ ...task, probes: ['finetuneSegmentation'] });
    expect(report.finetuneSegmentation!.pixelAccuracy).toBeGreaterThan(0.9);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(params);
  });

  it('starts from the given weights, and moves backbone and head by rates of their own', async () => {
    const { params } = fresh();
    const data = colourful('labels');
    const tuned = async (backbone: number, head: number) => {
      const rates = {
        backbone: { learningRate: backbone, weightDecay: 0 },
        head: { learningRate: head, weightDecay: 0 },
      };
      const training: LabelledTraining = {
        data,
        images: TRAIN,
        target: 'labels',
        backbone: tinyConfig().model.backbone,
        size: SIDE,
        normalization: normalizationOf(REFERENCE_NORMALIZATION),
        steps: 3,
        batch: 6,
        seed: 1,
        optimizer: { optimizer: 'sgd', momentum: 0.9, beta1: 0, beta2: 0, eta: 0 },
        view: (step, index) => randomView(data, CROP_SCALE, 1, step, index),
        rates: () => rates,
        dropsPaths: false,
        start: params,
      };
      const { network } = await trainOnLabels(training);
      const distances = Object.entries(network.tensors).map(([name, tensor]) => {
        const start = params[name] ?? tf.zeros(tensor.shape);
        const moved = tf.max(tf.abs(tf.sub(tensor, start))).dataSync()[0]!;
        return [name.split('.')[0], name.endsWith('head.weight') ? 0 : moved] as const;
      });
      network.dispose();
      const largest = (part: string) =>
        Math.max(...distances.filter(([own]) => own === part).map(([, d]) => d));
      return { backbone: largest('backbone'), head: largest('head') };
    };
    expect((await tuned(0, 0.1)).backbone).toBe(0);
    const second = await tuned(0.1, 0);
    expect(second.head).toBe(0);
    expect(second.backbone).toBeGreaterThan(0);
  });

  it('says that raw pixels cannot be tuned, and ends when it is cancelled', async () => {
    const data = colourful('labels');
    const pixels = colourTask(pixelSubject(tinyConfig().model), data, VIEWS);
    const { report } = await evaluate({ ...pixels, probes: ['finetune'] });
    expect(report.left).toEqual([{ probe: 'finetune', reason: 'there is no network to train' }]);
    const { subject, params } = fresh();
    const before = tf.memory().numTensors;
    const cancel = new AbortController();
    const ended = evaluate(
      { ...colourTask(subject, data, VIEWS), probes: ['finetune'] },
      { signal: cancel.signal },
      (_, share) => share > 0.1 && cancel.abort(),
    );
    await expect(ended).rejects.toThrow(Cancelled);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(params);
  });
});

describe('the augmented linear probe', () => {
  it('sees what the subject makes of the epoch’s crops, in the order of the batch', () => {
    const { subject } = fresh();
    const data = colourful('masks');
    const vectors = new AugmentedVectors(
      subject,
      data,
      HELD,
      { size: SIDE, normalization: normalizationOf(REFERENCE_NORMALIZATION) },
      5,
    );
    const batch = vectors.batch(Int32Array.of(4, 0), 3);
    const alone = vectors.batch(Int32Array.of(0), 3);
    const later = vectors.batch(Int32Array.of(0), 4);
    const [whole, one, other] = [batch, alone, later].map((tensor) => [...tensor.dataSync()]);
    one!.forEach((value, place) => expect(whole![batch.shape[1] + place]!).toBeCloseTo(value, 5));
    expect(other).not.toEqual(one);
    vectors.dispose();
    tf.dispose([batch, alone, later]);
  });

  it('classifies colours, and says in the report that it was augmented', async () => {
    const { subject, params } = fresh();
    const before = tf.memory().numTensors;
    const task = colourTask(subject, colourful('labels'), VIEWS);
    const linear = { augmented: true, epochs: 20, batch: 12 };
    const { report } = await evaluate({ ...task, probes: ['linear'], labelShares: [1, 0.5], linear });
    expect(report.linear!.map(({ augmented, labels }) => [augmented, labels])).toEqual([
      [true, 1],
      [true, 0.5],
    ]);
    expect(report.linear![0]!.top1).toBeGreaterThan(0.9);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(params);
  });
});

describe('segmentation on the maps of all stages', () => {
  it('is an option, and told in the report', async () => {
    const config = tinyConfig(({ model }) => {
      model.backbone = { ...model.backbone, depths: [1, 1], widths: [4, 8] } as typeof model.backbone;
    });
    const { subject, params } = untrained(config);
    const before = tf.memory().numTensors;
    const task = {
      ...colourTask(subject, colourful('masks'), VIEWS),
      segmentation: { maps: 'all', epochs: 60 } as const,
    };
    const { report } = await evaluate({ ...task, probes: ['segmentation', 'semantic'] });
    expect(report.segmentation!.maps).toBe('all');
    expect(report.segmentation!.pixelAccuracy).toBeGreaterThan(0.6);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(params);
  });
});

describe('options of an evaluation', () => {
  it('are plain data that is checked', () => {
    const options = { labelShares: [1, 0.1], linear: { augmented: true }, segmentation: { maps: 'all' } };
    expect(evaluationOptions.parse(JSON.parse(JSON.stringify(options)))).toEqual(options);
    for (const wrong of [
      { labelShares: [0] },
      { linear: { rates: [] } },
      { segmentation: { maps: 'first' } },
      { x: 1 },
    ])
      expect(evaluationOptions.safeParse(wrong).success).toBe(false);
  });
});
