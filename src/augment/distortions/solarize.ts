import { defineDistortion, probability, SWITCH } from './distortion';
import type { RgbImage } from './rgbImage';

/** Values from here on are inverted. */
const THRESHOLD = 128;

export const solarize = defineDistortion('solarize', {
  ...SWITCH,
  chance: 'solarize',
  fields: {
    solarize: probability(
      'Solarise',
      (side) => `Probability that values of ${THRESHOLD} and more are inverted in a ${side} view.`,
    ),
  },
  reference: [{ solarize: 0 }, { solarize: 0.2 }],
  draw: (settings, stream) => stream.uniform() < settings.solarize,
  columns: [['solarize', 1]],
  apply: (image, isOn) => (isOn ? solarized(image) : image),
  caption: (isOn) => (isOn ? ['solarised'] : []),
  pixel: {
    pass: 'last',
    pixel: `select(vec3<i32>(255) - pixel, pixel, pixel < vec3<i32>(${THRESHOLD}))`,
  },
  golden: (name) => (name === 'solarize' ? true : undefined),
});

/** The image with its bright values inverted. */
function solarized(image: RgbImage): RgbImage {
  return { ...image, pixels: image.pixels.map((value) => (value < THRESHOLD ? value : 255 - value)) };
}
