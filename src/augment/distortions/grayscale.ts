import { defineDistortion, probability, SWITCH } from './distortion';
import { grayAt } from './gray';
import { CHANNELS, mapPixels, type RgbImage } from './rgbImage';

export const grayscale = defineDistortion('grayscale', {
  ...SWITCH,
  chance: 'grayscale',
  fields: {
    grayscale: probability('Grayscale', (side) => `Probability that a ${side} view loses its colour.`),
  },
  reference: [{ grayscale: 0.2 }, { grayscale: 0.2 }],
  draw: (settings, stream) => stream.uniform() < settings.grayscale,
  columns: [['grayscale', 1]],
  apply: (image, isOn) => (isOn ? withoutColour(image) : image),
  caption: (isOn) => (isOn ? ['gray'] : []),
  pixel: { pass: 'colours', pixel: 'vec3<i32>(grayOf(pixel))' },
  golden: (name) => (name === 'grayscale' ? true : undefined),
});

function withoutColour(image: RgbImage): RgbImage {
  return mapPixels(image, (source, offset, target) => {
    target.fill(grayAt(source, offset), offset, offset + CHANNELS);
  });
}
