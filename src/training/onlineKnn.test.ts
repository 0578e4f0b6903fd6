import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageSet } from '../data/imageSet';
import { readSafetensors } from '../formats/safetensors';
import type { OnlineKnnReport } from '../reports/knn';
import type { Computer } from '../compute/computer';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import type { TrainerEvent } from './events';
import { KNN_IMAGES } from './onlineKnn';
import { tinyConfig, tinyImages } from './testing/tinyRun';
import { Trainer } from './trainer';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
  await tf.setBackend('wasm');
});
afterAll(() => processor.close());

/** One colour an image, its class, so that any network tells them apart. */
function colourful(count: number): ImageSet {
  const side = 16;
  const images = new Uint8Array(count * side * side * 3);
  for (let image = 0; image < count; image++)
    for (let pixel = 0; pixel < side * side; pixel++)
      images[(image * side * side + pixel) * 3 + (image % 3)] = 200 + (image % 7);
  const labels = Uint16Array.from({ length: count }, (_, image) => image % 3);
  return { ...tinyImages(3), count, images, labels };
}

async function train(knnEvery: number | null, data: ImageSet, steps = 6) {
  const events: TrainerEvent[] = [];
  const trainer = new Trainer(processor, (event) => events.push(event));
  await trainer.setData(data);
  await trainer.configure(tinyConfig(({ run }) => (run.knnEvery = knnEvery)));
  await trainer.step(steps);
  const knn = () =>
    events.flatMap((event): OnlineKnnReport[] => (event.type === 'knn' ? [event.report] : []));
  const losses = events.flatMap((event) => (event.type === 'step' ? [event.report.loss.total] : []));
  const weights = async () => readSafetensors(await trainer.exportWeights()).tensors;
  return { trainer, knn, losses, weights };
}

describe('the online kNN', () => {
  it('is measured from step 0 on, every so many steps', async () => {
    const { knn } = await train(3, colourful(60));
    expect(knn().map(({ step }) => step)).toEqual([0, 3, 6]);
    for (const { knn: score } of knn()) {
      expect(score.top1).toBe(1);
      expect(score.chance).toBeCloseTo(1 / 3, 6);
    }
  });

  it('leaves the training to the bit as it is without it', async () => {
    const data = tinyImages(48);
    const without = await train(null, data);
    const withIt = await train(2, data);
    const again = await train(2, data);
    expect(without.knn()).toEqual([]);
    expect(withIt.losses).toEqual(without.losses);
    expect(await withIt.weights()).toEqual(await without.weights());
    expect(again.knn()).toEqual(withIt.knn());
  });

  it('is switched on and off while the training goes on', async () => {
    const { trainer, knn } = await train(null, tinyImages(48), 2);
    trainer.update(tinyConfig(({ run }) => (run.knnEvery = 1)));
    await trainer.step(1);
    trainer.update(tinyConfig());
    await trainer.step(1);
    expect(knn().map(({ step }) => step)).toEqual([3]);
  });

  it('is not taken where there are no labels', async () => {
    const { labels, classNames, ...unlabelled } = tinyImages(24);
    expect([labels, classNames]).not.toContain(undefined);
    expect((await train(1, unlabelled)).knn()).toEqual([]);
  });

  it('looks at a part of many images only, of every class', async () => {
    const { knn } = await train(6, colourful(KNN_IMAGES + 200));
    expect(knn().at(-1)!.knn.chance).toBeLessThan(0.35);
  });
});
