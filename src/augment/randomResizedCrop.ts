import type { RandomStream } from '../random/stream';
import type { CropBox } from './viewParameters';

const TRIES = 10;

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** What crops may be drawn. */
export interface CropRange {
  /** Smallest and largest share of the source image's area. */
  readonly scale: readonly [number, number];
  /** Smallest and largest aspect ratio, width over height. */
  readonly ratio: readonly [number, number];
}

/**
 * A random crop in the distribution of torchvision's `RandomResizedCrop`: share of the area uniform in `scale`, aspect
 * ratio log-uniform, position uniform over whole pixels. A crop that does not fit is drawn anew; after ten tries
 * the largest centred crop within the ratio's bounds is taken. How many numbers are drawn varies.
 */
export function randomResizedCrop(
  source: ImageSize,
  { scale, ratio }: CropRange,
  stream: RandomStream,
): CropBox {
  const area = source.height * source.width;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const cropArea = area * stream.between(...scale);
    const drawn = Math.exp(stream.between(Math.log(ratio[0]), Math.log(ratio[1])));
    const width = Math.round(Math.sqrt(cropArea * drawn));
    const height = Math.round(Math.sqrt(cropArea / drawn));
    if (width > 0 && width <= source.width && height > 0 && height <= source.height) {
      const top = stream.below(source.height - height + 1);
      const left = stream.below(source.width - width + 1);
      return { top, left, height, width };
    }
  }
  return largestCentredCrop(source, ratio);
}

/** The largest crop of the source within the bounds of the aspect ratio, centred; at least a pixel wide and high. */
function largestCentredCrop(source: ImageSize, [narrowest, widest]: CropRange['ratio']): CropBox {
  const height = Math.min(source.height, Math.max(1, Math.round(source.width / narrowest)));
  const width = Math.min(source.width, Math.max(1, Math.round(source.height * widest)));
  return {
    top: Math.floor((source.height - height) / 2),
    left: Math.floor((source.width - width) / 2),
    height,
    width,
  };
}
