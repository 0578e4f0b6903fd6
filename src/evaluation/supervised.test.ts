import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import type { TensorData } from '../formats/tensorData';
import { initialize } from '../nn/initialize';
import { tinyConfig } from '../training/testing/tinyRun';
import { networkSpecs } from '../vicregl/network';
import type { Computer } from '../compute/computer';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { Cancelled } from './cancellation';
import { evaluate } from './evaluate';
import { backboneSubject } from './subject';
import { trainSupervised } from './supervised';
import { colourful, colourTask, SIDE, TRAIN } from './testing/colours';
import { viewMask } from './viewMask';

/** A run that leaves colours as they are. */
function colourConfig(change: (config: RunConfig) => void = () => undefined): RunConfig {
  return tinyConfig((own) => {
    Object.assign(own.views, { left: { ...own.views.left, jitter: 0, grayscale: 0 } });
    Object.assign(own.run, { length: 80 });
    change(own);
  });
}

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

function tensorsOf(weights: Readonly<Record<string, TensorData>>): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { data, shape, dtype }]) => [
      name,
      tf.tensor(data as Float32Array, [...shape], dtype === 'I32' ? 'int32' : 'float32'),
    ]),
  );
}

/** The baseline of a data set, and its backbone as a subject of probes. */
async function baseline(own: RunConfig, data: ImageSet) {
  const { weights, ...result } = await trainSupervised({ config: own, data, images: TRAIN });
  const params = tensorsOf(weights);
  return { ...result, params, subject: backboneSubject('supervised', own.model, params) };
}

describe.each(['cpu', 'wasm'])('the supervised baseline on %s', (backend) => {
  beforeAll(() => tf.setBackend(backend));

  it('learns labels, from the weights that a run of the seed starts from', async () => {
    const before = tf.memory().numTensors;
    const data = colourful('labels');
    const { subject, params, curve, target, steps } = await baseline(colourConfig(), data);
    const { report } = await evaluate({
      ...colourTask(subject, data, colourConfig().views),
      probes: ['linear', 'matching'],
    });
    tf.dispose(params);
    expect(target).toBe('labels');
    expect(steps).toBe(80);
    expect(curve.map(({ step }) => step)).toEqual(Array.from({ length: 80 }, (_, step) => step + 1));
    expect(curve[0]!.loss).toBeCloseTo(Math.log(3), 1);
    expect(curve.at(-1)!.loss).toBeLessThan(0.1);
    expect(report.linear![0]!.top1).toBeGreaterThan(0.9);
    expect(report.matching!.radii[0]!.embeddings).toBeUndefined();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('the supervised baseline', () => {
  beforeAll(() => tf.setBackend('wasm'));

  it('learns masks where there are no labels, ignored pixels left out', async () => {
    const before = tf.memory().numTensors;
    const data = colourful('masks');
    const { subject, params, curve, target } = await baseline(colourConfig(), data);
    const { report } = await evaluate({
      ...colourTask(subject, data, colourConfig().views),
      probes: ['segmentation'],
      segmentation: { epochs: 150 },
    });
    tf.dispose(params);
    expect(target).toBe('masks');
    expect(curve.at(-1)!.loss).toBeLessThan(curve[0]!.loss / 3);
    expect(report.segmentation!.pixelAccuracy).toBeGreaterThan(0.9);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('trains a backbone with batch norms, whose statistics come with the weights', async () => {
    const own = colourConfig(({ model, run }) => {
      model.backbone = {
        family: 'resnet',
        block: 'basic',
        layers: [1],
        base: 8,
        stem: 'small',
        zeroInitResidual: true,
      };
      run.length = 4;
    });
    const before = tf.memory().numTensors;
    const { weights } = await trainSupervised({ config: own, data: colourful('labels'), images: TRAIN });
    expect(weights['backbone.bn1.num_batches_tracked']!.data[0]).toBe(4);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('starts where a run of the seed starts', async () => {
    const own = colourConfig(({ run, optim }) => {
      run.length = 1;
      optim.baseLr = 0;
    });
    const { weights } = await trainSupervised({ config: own, data: colourful('labels'), images: TRAIN });
    const first = initialize(networkSpecs(own.model, own.loss.alpha, 3), own.run.seed);
    for (const [name, { data }] of Object.entries(weights)) expect([...data]).toEqual([...first[name]!]);
    expect(Object.keys(weights)).toEqual(Object.keys(first).filter((name) => name.startsWith('backbone.')));
  });

  it('looks at no image but its own', async () => {
    const data = colourful('labels');
    const own = colourConfig(({ run }) => (run.length = 3));
    const { curve } = await trainSupervised({ config: own, data, images: TRAIN });
    const labels = data.labels!.map((label, image) => (image < 24 ? label : 0));
    const images = data.images.map((value, place) => (place < 24 * SIDE * SIDE * 3 ? value : 0));
    const other = await trainSupervised({ config: own, data: { ...data, labels, images }, images: TRAIN });
    expect(other.curve).toEqual(curve);
  });

  it('ends when it is cancelled, and leaves nothing', async () => {
    const before = tf.memory().numTensors;
    const cancel = new AbortController();
    const onProgress = (share: number) => share > 0.1 && cancel.abort();
    await expect(
      trainSupervised(
        { config: colourConfig(), data: colourful('labels'), images: TRAIN },
        { signal: cancel.signal, onProgress },
      ),
    ).rejects.toThrow(Cancelled);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('says what is missing, and that a loss is not finite', async () => {
    const before = tf.memory().numTensors;
    const data = colourful('labels');
    const masks = trainSupervised({ config: colourConfig(), data, images: TRAIN, target: 'masks' });
    await expect(masks).rejects.toThrow('The data set has no masks.');
    const wild = colourConfig(({ optim }) => Object.assign(optim, { baseLr: 1e30, warmup: 0 }));
    await expect(trainSupervised({ config: wild, data, images: TRAIN })).rejects.toThrow(/The loss of step/);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('the mask of a view', () => {
  it('is cropped, resized and flipped as the view is', () => {
    const mask = Uint8Array.from({ length: 16 }, (_, pixel) => pixel);
    const view = (crop: [number, number, number, number], flip: boolean, size: number) => {
      const [top, left, height, width] = crop;
      const target = new Int32Array(size * size);
      viewMask(mask, 4, { crop: { top, left, height, width }, flip }, size, target);
      return [...target];
    };
    expect(view([0, 0, 4, 4], false, 4)).toEqual([...mask]);
    expect(view([1, 2, 2, 2], false, 2)).toEqual([6, 7, 10, 11]);
    expect(view([1, 2, 2, 2], true, 2)).toEqual([7, 6, 11, 10]);
    expect(view([0, 0, 4, 4], true, 2)).toEqual([7, 5, 15, 13]);
    expect(view([2, 1, 1, 2], false, 4)).toEqual([9, 9, 10, 10, 9, 9, 10, 10, 9, 9, 10, 10, 9, 9, 10, 10]);
  });
});
