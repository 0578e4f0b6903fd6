import * as tf from '@tensorflow/tfjs-core';
import { packSome } from '../augment/packImages';
import { packViewParameters, VIEW_STRIDE } from '../augment/packViewParameters';
import { PLAIN_VIEW, type CropBox } from '../augment/viewParameters';
import type { MapChoice } from '../config/evaluationOptions';
import type { Normalization } from '../config/normalization';
import type { ImageSet } from '../data/imageSet';
import { renderViews } from '../ops/renderViews';
import { checkpoint, type Watch } from './cancellation';
import type { Subject } from './subject';

/** How images reach a subject. */
export interface FeatureProtocol {
  /** Side of the input in pixels. */
  readonly size: number;
  /** What pixels are normalised by: as in the training. */
  readonly normalization: Normalization;
  /** What is cropped out of every image, in its pixels; each box gives a row of features, image by image. */
  readonly boxes: readonly CropBox[];
  /** Which maps are taken; the last if left out. */
  readonly maps?: MapChoice;
}

/** What a subject makes of some images, without augmentation. */
export interface Features {
  /** Crops: images · boxes. */
  readonly count: number;
  /** `[count, width]` one vector a crop. */
  readonly representation: Float32Array;
  readonly width: number;
  /** `[count, side², channels]` the map's cells, row by row; absent where it was not asked for. */
  readonly maps?: Float32Array;
  /** Of a cell. */
  readonly channels: number;
  /** Cells along either axis. */
  readonly side: number;
}

export interface FeatureOptions {
  /** Keeps the maps as well; they are side² times as large as the representations. */
  readonly maps?: boolean;
  /** Crops that go through together. */
  readonly batch?: number;
}

const BATCH = 64;

/** The square in the middle of an image: `crop` of its shorter side. */
export function centreCrop({ height, width }: { height: number; width: number }, crop: number): CropBox {
  const side = Math.max(1, Math.round(crop * Math.min(height, width)));
  return {
    top: Math.floor((height - side) / 2),
    left: Math.floor((width - side) / 2),
    height: side,
    width: side,
  };
}

/**
 * The features of some images of a set, in the order of `indices`, those of an image's boxes one after the other.
 *
 * @throws Cancelled when the watch's signal is aborted.
 */
export async function extractFeatures(
  subject: Subject,
  data: ImageSet,
  indices: ArrayLike<number>,
  { size, normalization, boxes, maps: choice }: FeatureProtocol,
  { maps: wantsMaps = false, batch = BATCH }: FeatureOptions = {},
  watch: Watch = {},
): Promise<Features> {
  const views = boxes.map((crop) => ({ ...PLAIN_VIEW, crop }));
  const step = Math.max(1, Math.floor(batch / boxes.length));
  const representations: Float32Array[] = [];
  const maps: Float32Array[] = [];
  let [width, cells, channels] = [0, 0, 0];
  for (let start = 0; start < indices.length; start += step) {
    await checkpoint(watch, start / indices.length);
    const images = Array.from(
      { length: Math.min(step, indices.length - start) },
      (_, k) => indices[start + k]!,
    );
    const outputs = tf.tidy(() => {
      const sources = images.flatMap((_, place) => boxes.map(() => place));
      const rows = packViewParameters(images.flatMap(() => views));
      const rendered = renderViews(
        {
          images: tf.tensor1d(packSome(data, images), 'int32'),
          indices: tf.tensor1d(sources, 'int32'),
          parameters: tf.tensor2d(rows, [sources.length, VIEW_STRIDE]),
        },
        { sourceHeight: data.height, sourceWidth: data.width, size, ...normalization },
      );
      const { representation, maps: map } = subject.forward(rendered, choice);
      return { representation, map };
    });
    [, width] = outputs.representation.shape;
    [, cells, channels] = outputs.map.shape;
    try {
      representations.push(await outputs.representation.data<'float32'>());
      if (wantsMaps) maps.push(await outputs.map.data<'float32'>());
    } finally {
      tf.dispose([outputs.representation, outputs.map]);
    }
  }
  await checkpoint(watch, 1);
  return {
    count: indices.length * boxes.length,
    representation: joined(representations),
    width,
    ...(wantsMaps ? { maps: joined(maps) } : {}),
    channels,
    side: Math.round(Math.sqrt(cells)),
  };
}

/** Rows of a table, `[rows.length, columns]`. */
export function takeRows(table: Float32Array, columns: number, rows: ArrayLike<number>): Float32Array {
  const taken = new Float32Array(rows.length * columns);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    taken.set(table.subarray(row * columns, (row + 1) * columns), place * columns);
  }
  return taken;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of parts) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
