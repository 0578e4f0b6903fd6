import { blend } from './blend';
import type { RgbImage } from './rgbImage';

/** The image brightened by `factor`; 0 is black, 1 leaves it as it is. */
export function brightness(image: RgbImage, factor: number): RgbImage {
  return { ...image, pixels: image.pixels.map((value) => blend(0, value, factor)) };
}
