import { blend } from './blend';
import { grayAt } from './grayscale';
import { CHANNELS, mapPixels, type RgbImage } from './rgbImage';

/** The image with every pixel's distance from its own gray scaled by `factor`; 0 is gray, 1 leaves it as it is. */
export function saturation(image: RgbImage, factor: number): RgbImage {
  return mapPixels(image, (source, offset, target) => {
    const gray = grayAt(source, offset);
    for (let channel = offset; channel < offset + CHANNELS; channel++) {
      target[channel] = blend(gray, source[channel]!, factor);
    }
  });
}
