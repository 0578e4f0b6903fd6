import { blend } from './blend';
import { factor } from './colourOperation';

/** 0 is black, 1 leaves the image as it is. */
export const brightness = factor({
  label: 'Brightness',
  reference: 0.4,
  apply: (image, amount) => ({ ...image, pixels: image.pixels.map((value) => blend(0, value, amount)) }),
  pixel: 'blend(0, pixel, amount)',
});
