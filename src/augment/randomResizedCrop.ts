import type { RandomStream } from '../random/stream';
import type { CropBox } from './viewParameters';

/** Bounds of the crop's aspect ratio (width over height). */
export const ASPECT_RATIO = [3 / 4, 4 / 3] as const;
const TRIES = 10;

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/**
 * A random crop in the distribution of torchvision's `RandomResizedCrop`: share of the area uniform in `scale`, aspect
 * ratio log-uniform, position uniform over whole pixels. A crop that does not fit is drawn anew; after ten tries
 * the largest centred crop within the ratio's bounds is taken. How many numbers are drawn varies.
 */
export function randomResizedCrop(
  source: ImageSize,
  scale: readonly [number, number],
  stream: RandomStream,
): CropBox {
  const area = source.height * source.width;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const cropArea = area * stream.between(...scale);
    const ratio = Math.exp(stream.between(Math.log(ASPECT_RATIO[0]), Math.log(ASPECT_RATIO[1])));
    const width = Math.round(Math.sqrt(cropArea * ratio));
    const height = Math.round(Math.sqrt(cropArea / ratio));
    if (width > 0 && width <= source.width && height > 0 && height <= source.height) {
      const top = stream.below(source.height - height + 1);
      const left = stream.below(source.width - width + 1);
      return { top, left, height, width };
    }
  }
  return largestCentredCrop(source);
}

/** The largest crop of the source within the bounds of the aspect ratio, centred. */
function largestCentredCrop(source: ImageSize): CropBox {
  const height = Math.min(source.height, Math.round(source.width / ASPECT_RATIO[0]));
  const width = Math.min(source.width, Math.round(source.height * ASPECT_RATIO[1]));
  return {
    top: Math.floor((source.height - height) / 2),
    left: Math.floor((source.width - width) / 2),
    height,
    width,
  };
}
