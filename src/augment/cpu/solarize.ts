import type { RgbImage } from './rgbImage';

/** Values from here on are inverted. */
export const SOLARIZE_THRESHOLD = 128;

/** The image with its bright values inverted. */
export function solarize(image: RgbImage): RgbImage {
  return {
    ...image,
    pixels: image.pixels.map((value) => (value < SOLARIZE_THRESHOLD ? value : 255 - value)),
  };
}
