import { randomResizedCrop, type ImageSize } from '../augment/randomResizedCrop';
import { PLAIN_VIEW, type ViewParameters } from '../augment/viewParameters';
import { REFERENCE_ASPECT } from '../config/viewsConfig';
import { randomStream } from '../random/stream';

/** Share of the area that torchvision's `RandomResizedCrop` takes by default, and the reference's evaluation with it. */
export const CROP_SCALE = [0.08, 1] as const;
const CROP_RATIO = [REFERENCE_ASPECT.ratioMin, REFERENCE_ASPECT.ratioMax] as const;
const FLIP = 0.5;

/**
 * The augmentation of the reference's evaluation: a random crop, flipped half of the time. A function of (seed, step,
 * index).
 */
export function randomView(
  source: ImageSize,
  scale: readonly [number, number],
  seed: number,
  step: number,
  index: number,
): ViewParameters {
  const stream = randomStream(seed, 'probeView', step, index);
  const flip = stream.uniform() < FLIP;
  return { ...PLAIN_VIEW, flip, crop: randomResizedCrop(source, { scale, ratio: CROP_RATIO }, stream) };
}
