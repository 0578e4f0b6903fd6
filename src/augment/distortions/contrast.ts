import { blend } from './blend';
import { factor } from './colourOperation';
import { meanGray } from './gray';

/** Scales the distance from the image's own mean gray; 0 is flat gray, 1 leaves the image as it is. */
export const contrast = factor({
  label: 'Contrast',
  reference: 0.4,
  apply: (image, amount) => {
    const mean = meanGray(image);
    return { ...image, pixels: image.pixels.map((value) => blend(mean, value, amount)) };
  },
  pixel: 'blend(meanGray, pixel, amount)',
});
