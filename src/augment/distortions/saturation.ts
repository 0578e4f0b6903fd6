import { blend } from './blend';
import { factor } from './colourOperation';
import { grayAt } from './gray';
import { CHANNELS, mapPixels } from './rgbImage';

/** Scales every pixel's distance from its own gray; 0 is gray, 1 leaves the image as it is. */
export const saturation = factor({
  label: 'Saturation',
  reference: 0.2,
  apply: (image, amount) =>
    mapPixels(image, (source, offset, target) => {
      const gray = grayAt(source, offset);
      for (let channel = offset; channel < offset + CHANNELS; channel++) {
        target[channel] = blend(gray, source[channel]!, amount);
      }
    }),
  pixel: 'blend(grayOf(pixel), pixel, amount)',
});
