import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { normalize } from '../augment/cpu/normalize';
import { renderViewCpu } from '../augment/cpu/renderViewCpu';
import { packImages } from '../augment/packImages';
import { packViewParameters, VIEW_STRIDE } from '../augment/packViewParameters';
import { sampleView } from '../augment/sampleView';
import { PLAIN_VIEW } from '../augment/viewParameters';
import { holds } from '../augment/viewGeometry';
import type { Computer } from '../compute/computer';
import { normalizationOf } from '../config/normalization';
import type { ImageSet } from '../data/imageSet';
import { centreCrop, extractFeatures } from '../evaluation/features';
import { pixelSubject } from '../evaluation/subject';
import { renderViews } from '../ops/renderViews';
import { ALL_PROBES } from '../reports/evaluation';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import type { TrainerEvent } from './events';
import { tinyConfig } from './testing/tinyRun';
import { Trainer } from './trainer';

/** @file Images that are wider or taller than they are high or wide, on their whole way. */

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

const COUNT = 30;

/** Red is the row of a pixel, green its column, blue and the mask its image's class. */
function images(height: number, width: number): ImageSet {
  const area = height * width;
  const classOf = (image: number) => image % 3;
  const bytes = new Uint8Array(COUNT * area * 3);
  for (let at = 0; at < COUNT * area; at++) {
    const pixel = at % area;
    bytes.set(
      [Math.floor(pixel / width) * 6, (pixel % width) * 6, 100 * classOf(Math.floor(at / area))],
      3 * at,
    );
  }
  return {
    ...{ name: 'places', count: COUNT, height, width, images: bytes },
    labels: Uint16Array.from({ length: COUNT }, (_, image) => classOf(image)),
    classNames: ['a', 'b', 'c'],
    masks: Uint8Array.from({ length: COUNT * area }, (_, at) => classOf(Math.floor(at / area))),
    maskClassNames: ['a', 'b', 'c'],
  };
}

const own = { mean: { red: 0.3, green: 0.4, blue: 0.5 }, std: { red: 0.2, green: 0.3, blue: 0.4 } };
const config = tinyConfig((tiny) => {
  Object.assign(tiny.views, own);
  tiny.run.batch = 6;
});
const { views } = config;
const normalization = normalizationOf(views);

it.each([
  [24, 40, ALL_PROBES],
  [40, 24, ['segmentation', 'matching', 'semantic']],
] as const)('images of %i × %i are trained and evaluated', async (height, width, probes) => {
  const data = images(height, width);
  const events: TrainerEvent[] = [];
  const trainer = new Trainer(processor, (event) => events.push(event));
  await trainer.setData(data);
  await trainer.configure(config);
  await trainer.step(1);
  const { report, masks } = await trainer.evaluate({ subject: 'weights', probes });

  const losses = events.flatMap((event) => (event.type === 'step' ? [event.report.loss.total] : []));
  expect(losses.map(Number.isFinite)).toEqual([true]);
  expect(report.left).toEqual([]);
  // Every cell of an image has its class, so that cells of two images of a class always agree.
  expect(report.semantic).toMatchObject({ accuracy: 1, chance: 1 });
  expect(report.matching!.count).toBeGreaterThan(0);
  expect(masks.images[0]!.predicted).toHaveLength(height * width);

  const snapshot = events.findLast((event) => event.type === 'matches')!.snapshot;
  expect(snapshot.source).toMatchObject({ height, width });
  for (const { locations } of snapshot.views)
    for (let at = 0; at < locations.length; at += 2)
      expect(holds({ top: 0, left: 0, height, width }, { y: locations[at]!, x: locations[at + 1]! })).toBe(
        true,
      );
});

it('kernels and composition cut the same views out of them, at the right places', () => {
  const data = images(24, 40);
  const drawn = Array.from({ length: 4 }, (_, index) => ({
    ...PLAIN_VIEW,
    crop: sampleView(views, 0, 0, data, 3, 0, index).crop,
  }));
  const inputs = {
    images: tf.tensor1d(packImages(data.images), 'int32'),
    indices: tf.range(0, 4, 1, 'int32'),
    parameters: tf.tensor2d(packViewParameters(drawn), [4, VIEW_STRIDE]),
  };
  const attributes = { sourceHeight: 24, sourceWidth: 40, size: 16, ...normalization };
  const rendered = [...renderViews(inputs, attributes).dataSync()];
  expect(rendered).toEqual([...renderViews.composed(inputs, attributes).dataSync()]);
  drawn.forEach(({ crop }, index) => {
    const middle = ((index * 16 + 8) * 16 + 8) * 3;
    const level = (channel: number) =>
      (rendered[middle + channel]! * normalization.std[channel]! + normalization.mean[channel]!) * 255;
    expect(Math.abs(level(0) / 6 - (crop.top + (8.5 * crop.height) / 16 - 0.5))).toBeLessThan(0.5);
    expect(Math.abs(level(1) / 6 - (crop.left + (8.5 * crop.width) / 16 - 0.5))).toBeLessThan(0.5);
  });
});

it('probes see the square in their middle, normalised as the training is', async () => {
  const data = images(24, 40);
  const box = centreCrop(data, 1);
  expect(box).toEqual({ top: 0, left: 8, height: 24, width: 24 });
  const protocol = { size: 24, normalization, boxes: [box] };
  const subject = pixelSubject(tinyConfig().model);
  const { maps } = await extractFeatures(subject, data, [1], protocol, { maps: true });
  const area = 24 * 40 * 3;
  const image = { height: 24, width: 40, pixels: data.images.slice(area, 2 * area) };
  const expected = normalize(renderViewCpu(image, { ...PLAIN_VIEW, crop: box }, 24), normalization);
  // The first cell of raw pixels is the first patch, row by row.
  expect([...maps!.slice(0, 12)]).toEqual([...expected.slice(0, 12)]);
});
