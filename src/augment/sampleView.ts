import type { DistortionConfig, ViewsConfig } from '../config/viewsConfig';
import { permutation, randomStream, type RandomStream } from '../random/stream';
import { randomResizedCrop, type ImageSize } from './randomResizedCrop';
import { viewList } from './viewList';
import type { ColourOperation, ViewParameters } from './viewParameters';

/** Bounds of the blur's standard deviation, in pixels of the view: the reference's, made for views of 224 pixels. */
export const BLUR_SIGMA = [0.1, 2] as const;

const COLOUR_OPERATIONS = ['brightness', 'contrast', 'saturation', 'hue'] as const;

/**
 * Draws the crop, flip and colour changes of one view of one image, in the reference's distribution.
 *
 * @param view index into `viewList(config)`, 0 … V − 1, a view of group `group`.
 * @param source size of the source image in pixels.
 * @param index which image of the step it is; draws are a function of (seed, step, index, view) alone.
 */
export function sampleView(
  config: ViewsConfig,
  group: number,
  view: number,
  source: ImageSize,
  seed: number,
  step: number,
  index: number,
): ViewParameters {
  const views = viewList(config);
  const slot = views[view];
  if (slot?.group !== group) throw new RangeError(`View ${view} is not a view of group ${group}.`);
  const stream = randomStream(seed, 'view', step, index * views.length + view);
  const distortion = config[slot.side];

  // Everything is drawn whether it is used or not, and the crop, which takes a varying number of draws, comes
  // last: so changing one setting leaves the draws of all others as they were.
  const flip = stream.uniform() < config.flip;
  const isJittered = stream.uniform() < distortion.jitter;
  const jitter = sampleJitter(distortion, stream);
  const grayscale = stream.uniform() < distortion.grayscale;
  const isBlurred = stream.uniform() < distortion.blur;
  const sigma = stream.between(...BLUR_SIGMA);
  const solarize = stream.uniform() < distortion.solarize;
  const crop = randomResizedCrop(source, slot.scale, stream);

  return {
    crop,
    flip,
    jitter: isJittered ? jitter : [],
    grayscale,
    blurSigma: isBlurred ? sigma : 0,
    solarize,
  };
}

/** Brightness, contrast, saturation and hue changes in random order; those of strength 0 are left out. */
function sampleJitter(distortion: DistortionConfig, stream: RandomStream): ViewParameters['jitter'] {
  const order = permutation(COLOUR_OPERATIONS.length, stream);
  const changes = COLOUR_OPERATIONS.map((operation) => ({
    operation,
    amount: sampleAmount(operation, distortion[operation], stream),
  }));
  return Array.from(order, (position) => changes[position]!).filter(
    ({ operation }) => distortion[operation] > 0,
  );
}

/** A shift of the hue in ± strength turns, or a factor in 1 ± strength, not below 0. */
function sampleAmount(operation: ColourOperation, strength: number, stream: RandomStream): number {
  return operation === 'hue'
    ? stream.between(-strength, strength)
    : stream.between(Math.max(0, 1 - strength), 1 + strength);
}
