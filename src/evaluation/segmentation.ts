import * as tf from '@tensorflow/tfjs-core';
import type { CropBox } from '../augment/viewParameters';
import { IGNORED_CLASS, type ImageSet } from '../data/imageSet';
import { permutation, randomStream } from '../random/stream';
import { checkpoint, part, type Watch } from './cancellation';
import type { Features } from './features';
import {
  accuracy,
  count,
  emptyConfusion,
  intersectionsOverUnion,
  meanIou,
  type ConfusionMatrix,
} from './scores';
import { SegmentationHead } from './segmentationHead';
import { bilinearMatrix } from './upsample';

export interface SegmentationOptions {
  readonly epochs: number;
  readonly batch: number;
  /** First learning rate; it falls to 0 as (1 − progress)^power. */
  readonly rate: number;
  readonly power: number;
  readonly weightDecay: number;
  readonly seed: number;
  /** Test images whose predicted masks are kept to be looked at. */
  readonly shown: number;
}

export const SEGMENTATION_OPTIONS: SegmentationOptions = {
  epochs: 20,
  batch: 16,
  rate: 5e-3,
  power: 0.9,
  weightDecay: 1e-4,
  seed: 1,
  shown: 8,
};

export interface SegmentationScore {
  readonly meanIou: number;
  /** By class; `null` for one that is neither there nor predicted. */
  readonly ious: readonly (number | null)[];
  readonly pixelAccuracy: number;
  readonly confusion: ConfusionMatrix;
  /** mIoU of predicting the training set's most frequent class everywhere. */
  readonly constant: number;
  /** Predicted masks of the first test images, `[height, width]` each. */
  readonly shown: readonly { readonly image: number; readonly mask: Uint8Array }[];
}

/** The windows of some images with their maps, window by window within an image. */
export interface WindowedMaps {
  readonly boxes: readonly CropBox[];
  readonly features: Features;
}

/** Images by what a probe uses them for. */
export interface ProbeImages {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Linear segmentation on frozen maps (the paper's section 4, "linear" columns): a batch norm and a 1 × 1 convolution on
 * each cell, interpolated to the mask's size, trained with AdamW and a polynomial schedule on windows of the training
 * images; test images are covered by sliding windows whose probabilities are averaged.
 */
export async function segmentMaps(
  data: ImageSet,
  images: ProbeImages,
  maps: { readonly train: WindowedMaps; readonly test: WindowedMaps },
  options: SegmentationOptions,
  watch: Watch = {},
): Promise<SegmentationScore> {
  const classes = data.maskClassNames?.length ?? 0;
  const head = new SegmentationHead(maps.train.features.channels, classes, options.seed);
  try {
    await fit(head, data, images.train, maps.train, options, part(watch, 0, 0.8));
    const own = part(watch, 0.8, 1);
    const scored = await scoreWindows(head, data, images.test, maps.test, options.shown, own);
    return segmentationResult(data, images, scored);
  } finally {
    head.dispose();
  }
}

async function fit(
  head: SegmentationHead,
  data: ImageSet,
  images: Int32Array,
  { boxes, features }: WindowedMaps,
  { epochs, batch, rate, power, weightDecay, seed }: SegmentationOptions,
  watch: Watch,
): Promise<void> {
  const { side, channels, count: windows } = features;
  const size = boxes[0]!.height;
  const matrix = tf.tensor2d(bilinearMatrix(side, size), [size, side]);
  const perEpoch = Math.max(1, Math.floor(windows / batch));
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = permutation(windows, randomStream(seed, 'probe', epoch + 1));
      for (let step = 0; step < perEpoch; step++) {
        const progress = (epoch * perEpoch + step) / (epochs * perEpoch);
        await checkpoint(watch, progress);
        const rows = order.subarray(step * batch, (step + 1) * batch);
        const maps = tf.tensor3d(mapsOf(features, rows), [rows.length, side * side, channels]);
        const masks = tf.tensor1d(masksOf(data, images, boxes, rows), 'int32');
        head.step(maps, masks, matrix, { learningRate: rate * (1 - progress) ** power, weightDecay });
        tf.dispose([maps, masks]);
      }
    }
  } finally {
    matrix.dispose();
  }
}

/** All numbers of a segmentation from what was counted. */
export function segmentationResult(
  data: ImageSet,
  images: ProbeImages,
  { confusion, shown }: Pick<SegmentationScore, 'confusion' | 'shown'>,
): SegmentationScore {
  return {
    meanIou: meanIou(confusion),
    ious: intersectionsOverUnion(confusion),
    pixelAccuracy: accuracy(confusion),
    confusion,
    constant: constantScore(data, images, confusion.classes),
    shown,
  };
}

/**
 * Counts the pixels of images by their true and predicted class, where windows overlap by their mean probabilities.
 *
 * @param keep masks of the first images that are kept to be looked at.
 */
export async function scoreWindows(
  head: Pick<SegmentationHead, 'classes' | 'predict'>,
  data: ImageSet,
  images: Int32Array,
  { boxes, features }: WindowedMaps,
  keep: number,
  watch: Watch = {},
): Promise<Pick<SegmentationScore, 'confusion' | 'shown'>> {
  const { side, channels } = features;
  const size = boxes[0]!.height;
  const confusion = emptyConfusion(head.classes);
  const shown: { image: number; mask: Uint8Array }[] = [];
  const matrix = tf.tensor2d(bilinearMatrix(side, size), [size, side]);
  try {
    for (let place = 0; place < images.length; place++) {
      await checkpoint(watch, place / images.length);
      const rows = boxes.map((_, window) => place * boxes.length + window);
      const predicted = tf.tidy(() =>
        head.predict(tf.tensor3d(mapsOf(features, rows), [rows.length, side * side, channels]), matrix),
      );
      const mask = mostLikely(await predicted.data<'float32'>(), boxes, data, head.classes);
      predicted.dispose();
      const truth = maskOf(data, images[place]!);
      truth.forEach((label, pixel) => {
        if (label !== IGNORED_CLASS) count(confusion, label, mask[pixel]!);
      });
      if (shown.length < keep) shown.push({ image: images[place]!, mask });
    }
  } finally {
    matrix.dispose();
  }
  return { confusion, shown };
}

/** Each pixel's class after the windows' probabilities were added up. */
function mostLikely(
  probabilities: Float32Array,
  boxes: readonly CropBox[],
  { height, width }: ImageSet,
  classes: number,
): Uint8Array {
  const sums = new Float32Array(height * width * classes);
  let at = 0;
  for (const { top, left, height: rows, width: columns } of boxes) {
    for (let row = 0; row < rows; row++) {
      const start = ((top + row) * width + left) * classes;
      for (let value = 0; value < columns * classes; value++) sums[start + value]! += probabilities[at++]!;
    }
  }
  return Uint8Array.from({ length: height * width }, (_, pixel) => {
    let best = 0;
    for (let own = 1; own < classes; own++)
      if (sums[pixel * classes + own]! > sums[pixel * classes + best]!) best = own;
    return best;
  });
}

function mapsOf({ maps, side, channels }: Features, rows: ArrayLike<number>): Float32Array {
  const size = side * side * channels;
  const chosen = new Float32Array(rows.length * size);
  for (let place = 0; place < rows.length; place++) {
    chosen.set(maps!.subarray(rows[place]! * size, (rows[place]! + 1) * size), place * size);
  }
  return chosen;
}

/** The masks of some windows, `[rows.length, size²]`. */
function masksOf(
  data: ImageSet,
  images: Int32Array,
  boxes: readonly CropBox[],
  rows: ArrayLike<number>,
): Int32Array {
  const { height: size } = boxes[0]!;
  const masks = new Int32Array(rows.length * size * size);
  for (let place = 0; place < rows.length; place++) {
    const mask = maskOf(data, images[Math.floor(rows[place]! / boxes.length)]!);
    const { top, left } = boxes[rows[place]! % boxes.length]!;
    for (let row = 0; row < size; row++) {
      const start = (top + row) * data.width + left;
      masks.set(mask.subarray(start, start + size), (place * size + row) * size);
    }
  }
  return masks;
}

function maskOf({ masks, height, width }: ImageSet, image: number): Uint8Array {
  return masks!.subarray(image * height * width, (image + 1) * height * width);
}

function constantScore(data: ImageSet, { train, test }: ProbeImages, classes: number): number {
  const seen = new Float64Array(classes);
  for (const image of train) {
    for (const label of maskOf(data, image)) if (label !== IGNORED_CLASS) seen[label]!++;
  }
  const guess = seen.indexOf(Math.max(...seen));
  const confusion = emptyConfusion(classes);
  for (const image of test) {
    for (const label of maskOf(data, image)) if (label !== IGNORED_CLASS) count(confusion, label, guess);
  }
  return meanIou(confusion);
}
