import { blend } from './blend';
import { meanGray } from './grayscale';
import type { RgbImage } from './rgbImage';

/** The image with its distance from its own mean gray scaled by `factor`; 0 is flat gray, 1 leaves it as it is. */
export function contrast(image: RgbImage, factor: number): RgbImage {
  const mean = meanGray(image);
  return { ...image, pixels: image.pixels.map((value) => blend(mean, value, factor)) };
}
