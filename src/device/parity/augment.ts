import * as tf from '@tensorflow/tfjs-core';
import { z } from '../../zod';
import { centerCrop } from '../../augment/cpu/centerCrop';
import { flip } from '../../augment/cpu/flip';
import { normalize } from '../../augment/cpu/normalize';
import { resizedCrop, resizeShort } from '../../augment/cpu/resize';
import type { RgbImage } from '../../augment/distortions/rgbImage';
import { afterStep } from '../../augment/goldenSteps';
import { packImages } from '../../augment/packImages';
import { packViewParameters, VIEW_STRIDE } from '../../augment/packViewParameters';
import type { CropBox } from '../../augment/viewParameters';
import { normalizationOf, REFERENCE_NORMALIZATION } from '../../config/normalization';
import { renderViews } from '../../ops/renderViews';
import { largestDifference, meanDifference } from './comparison';
import { provenance, size } from './configFields';
import { tolerances, type ParityContext } from './context';
import { cropOf, numberIn, operation, viewOf, type Operation } from './viewOf';

const REFERENCE = normalizationOf(REFERENCE_NORMALIZATION);

function exactly(channels: readonly [number, number, number]) {
  return z.tuple(channels.map((value) => z.literal(value)) as [z.ZodLiteral, z.ZodLiteral, z.ZodLiteral]);
}

const config = z.strictObject({
  height: size,
  width: size,
  mean: exactly(REFERENCE.mean),
  std: exactly(REFERENCE.std),
  stages: z.array(z.strictObject({ tensor: z.string(), source: z.string(), ops: z.array(operation) })),
  box_order: provenance,
  pillow: provenance,
});

/** Each stage by the CPU's operations one by one, and, where the stage is a view, by the rendering of the backend. */
export async function augment(context: ParityContext): Promise<void> {
  const { fixture, comparison } = context;
  const settings = fixture.config(config);
  const limit = tolerances('augment', context);
  if (!sameShape(fixture.shape('image'), [settings.height, settings.width, 3]))
    throw new Error('image: wrong shape');

  for (const { tensor, source, ops } of settings.stages) {
    const [height, width] = fixture.shape(source) as [number, number];
    const image: RgbImage = { height, width, pixels: fixture.values(source, 'U8') };
    const bytesOps = ops.filter(([name]) => name !== 'normalize');
    const result = bytesOps.reduce(applyOnCpu, image);
    if (bytesOps.length < ops.length) {
      if (!sameShape(fixture.shape(tensor), [3, result.height, result.width]))
        throw new Error(`${tensor}: wrong shape`);
      const normalized = planes(normalize(result.pixels, REFERENCE));
      comparison.absolute(tensor, normalized, fixture.values(tensor, 'F32'), limit.normalized);
      continue;
    }
    if (!sameShape(fixture.shape(tensor), [result.height, result.width, 3]))
      throw new Error(`${tensor}: wrong shape`);
    const expected = fixture.values(tensor, 'U8');
    comparison.absolute(tensor, result.pixels, expected, limit.bytes);

    const view = viewOf(ops);
    if (view === undefined) continue;
    const rendered = await render(image, view);
    const { crop } = view.parameters;
    comparison.note(
      `${tensor}, rendered, mean`,
      meanDifference(rendered, expected),
      isResized(crop, view.size) ? limit.resizedMean : limit.photometricMean,
    );
    if (!isResized(crop, view.size)) {
      comparison.note(
        `${tensor}, rendered, worst`,
        largestDifference(rendered, expected),
        limit.photometricWorst,
      );
    }
  }
}

function applyOnCpu(image: RgbImage, step: Operation): RgbImage {
  const [name, parameter] = step;
  const crop = cropOf(step);
  if (crop !== undefined) {
    const [top, left, height, width, side] = crop;
    return resizedCrop(image, { top, left, height, width }, { height: side, width: side });
  }
  switch (name) {
    case 'hflip':
      return flip(image);
    case 'resize_short':
      return resizeShort(image, numberIn(parameter));
    case 'center_crop':
      return centerCrop(image, numberIn(parameter));
  }
  const distorted = afterStep(image, name, numberIn(parameter));
  if (distorted === undefined) throw new Error(`${name} must come last`);
  return distorted;
}

/** The view as the current backend renders it, back in levels of 255, `[size, size, 3]`. */
async function render(image: RgbImage, { parameters, size: side }: NonNullable<ReturnType<typeof viewOf>>) {
  const rendered = renderViews(
    {
      images: tf.tensor1d(packImages(image.pixels), 'int32'),
      indices: tf.tensor1d([0], 'int32'),
      parameters: tf.tensor2d(packViewParameters([parameters]), [1, VIEW_STRIDE]),
    },
    { sourceHeight: image.height, sourceWidth: image.width, size: side, ...REFERENCE },
  );
  const levels = tf.mul(
    tf.add(tf.mul(rendered, tf.tensor1d([...REFERENCE.std])), tf.tensor1d([...REFERENCE.mean])),
    255,
  );
  return tf.round(levels).data();
}

/** Channels first: `[h, w, 3]` → `[3, h, w]`. */
function planes(values: Float32Array): Float32Array {
  const area = values.length / 3;
  return values.map((_, index) => values[(index % area) * 3 + Math.floor(index / area)]!);
}

function isResized(crop: CropBox, side: number): boolean {
  return crop.height !== side || crop.width !== side;
}

function sameShape(shape: readonly number[], expected: readonly number[]): boolean {
  return shape.join() === expected.join();
}
