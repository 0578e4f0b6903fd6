import * as tf from '@tensorflow/tfjs-core';
import { DISTORTIONS, type Distortion } from '../../augment/distortions';
import { packImages } from '../../augment/packImages';
import { packViewParameters, VIEW_STRIDE } from '../../augment/packViewParameters';
import { sampleView } from '../../augment/sampleView';
import { PLAIN_VIEW, type ViewParameters } from '../../augment/viewParameters';
import { REFERENCE_DISTORTION } from '../../config/presets';
import type { ViewsConfig } from '../../config/viewsConfig';
import { renderViews } from '../renderViews';
import { casesOf } from './opCases';
import { REFERENCE_ASPECT } from '../../config/viewsConfig';
import { normalizationOf, REFERENCE_NORMALIZATION, type Normalization } from '../../config/normalization';

export interface Images {
  readonly height: number;
  readonly width: number;
  /** RGB, image after image. */
  readonly bytes: Uint8Array;
}

const REFERENCE = normalizationOf(REFERENCE_NORMALIZATION);
/** Of a set with other colours; no smaller spread than the reference's, so that the same tolerance holds. */
const OWN: Normalization = { mean: [0.1, 0.5, 0.9], std: [0.3, 0.25, 0.9] };

/** Views of images, each of the image that its index says. */
export function viewsSize(
  { height, width, bytes }: Images,
  indices: readonly number[],
  views: readonly ViewParameters[],
  size: number,
  normalization: Normalization = REFERENCE,
) {
  return {
    inputs: {
      images: () => tf.tensor1d(packImages(bytes), 'int32'),
      indices: () => tf.tensor1d([...indices], 'int32'),
      parameters: () => tf.tensor2d(packViewParameters(views), [views.length, VIEW_STRIDE]),
    },
    attributes: { sourceHeight: height, sourceWidth: width, size, ...normalization },
  };
}

const CONFIG: ViewsConfig = {
  crops: [{ size: 24, count: 2, scaleMin: 0.1, scaleMax: 1, ...REFERENCE_ASPECT }],
  flip: 0.5,
  noFlipGrid: false,
  ...REFERENCE_DISTORTION,
  ...REFERENCE_NORMALIZATION,
};

/** Images with all colours, smooth in places and noisy in others. */
function testImages(count: number, height: number, width: number): Images {
  const bytes = Uint8Array.from({ length: count * height * width * 3 }, (_, index) => {
    const [pixel, channel] = [Math.floor(index / 3), index % 3];
    const [y, x] = [Math.floor(pixel / width), pixel % width];
    const wave = 127.5 + 127.5 * Math.sin(0.21 * (channel + 1) * x + 0.13 * y + 2 * channel);
    return x > width / 2 ? wave : (Math.imul(index, 2654435761) >>> 24) & 255;
  });
  return { height, width, bytes };
}

/** `count` random views of three images. */
function randomViews(height: number, width: number, size: number, count: number) {
  const views = Array.from({ length: count }, (_, index) =>
    sampleView(CONFIG, 0, index % 2, { height, width }, 5, size, index),
  );
  const indices = views.map((_, index) => index % 3);
  return viewsSize(testImages(3, height, width), indices, views, size);
}

const SMALL: ViewParameters = {
  ...PLAIN_VIEW,
  crop: { top: 1, left: 2, height: 5, width: 6 },
  jitter: [{ operation: 'hue', amount: -0.1 }],
  solarize: true,
};

/** Of an image of few columns; both wait for the mean of all of its gray. */
const TALL: ViewParameters = {
  ...PLAIN_VIEW,
  crop: { top: 20, left: 0, height: 2080, width: 3 },
  jitter: [{ operation: 'contrast', amount: 0.6 }],
};
const BLURRED: ViewParameters = { ...TALL, flip: true, blurSigma: 0.7, grayscale: true };

/** One view for each parameter that a distortion is tested with, neither resized nor distorted otherwise. */
function distorted({ cases }: Distortion) {
  const [height, width, size] = [24, 31, 20];
  const crop = { top: 2, left: 5, height: size, width: size };
  const views = cases.map((part): ViewParameters => ({ ...PLAIN_VIEW, crop, ...part }));
  const indices = views.map(() => 0);
  return viewsSize(testImages(1, height, width), indices, views, size);
}

/** What one step of 8-bit hue can change in a channel: ⌈255 · 6 / 255⌉ levels. */
export const HUE_LEVELS = 6;
/** Every size has pixels so bright, in standard deviations from the mean. */
const LEAST_LARGEST = 2;

export const renderViewsCases = casesOf(renderViews, {
  tolerance: HUE_LEVELS / 255 / Math.min(...REFERENCE.std) / LEAST_LARGEST,
  fixed: 'all',
  sizes: {
    'two views of three images': viewsSize(
      testImages(3, 7, 9),
      [2, 0],
      [SMALL, { ...SMALL, flip: true, blurSigma: 0.7, solarize: false }],
      8,
    ),
    'with a mean and spread of their own': viewsSize(testImages(3, 7, 9), [2, 0], [SMALL, SMALL], 8, OWN),
    enlarged: randomViews(20, 27, 32, 12),
    shrunk: randomViews(61, 50, 13, 12),
    'larger than a workgroup': randomViews(40, 40, 150, 2),
    'taller than a workgroup holds': viewsSize(testImages(1, 2100, 3), [0, 0], [TALL, BLURRED], 8),
    ...Object.fromEntries(
      DISTORTIONS.map((distortion) => [`each case of ${distortion.name}`, distorted(distortion)]),
    ),
  },
});
