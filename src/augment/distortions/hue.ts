import type { ColourChange } from './colourOperation';
import { mapPixels, type RgbImage } from './rgbImage';

/** Steps of the colour circle in 8-bit HSV. */
const FULL_TURN = 255;

/** A hue change as the shift that is added, modulo 256, to 8-bit hues. */
export function hueShift(turns: number): number {
  return Math.trunc(turns * FULL_TURN) & 0xff;
}

/** An amount is a part of the colour circle; its column has the shift of 8-bit hues, 0 … 255. */
export const hue: ColourChange = {
  field: {
    label: 'Hue',
    unit: 'turns',
    help: () => 'Hue shift is drawn from ± this fraction of the colour circle.',
    max: 0.5,
    step: 0.02,
  },
  reference: 0.1,
  range: (strength) => [-strength, strength],
  apply: turned,
  pack: hueShift,
  // Half a step keeps clear of `hueShift`'s truncation.
  unpack: (shift) => (shift === 0 ? 0 : (shift + 0.5) / FULL_TURN),
  caption: (amount) => {
    const degrees = Math.round(360 * amount);
    return `hue ${degrees < 0 ? '−' : '+'}${Math.abs(degrees)}°`;
  },
  pixel: 'turnHue(pixel, i32(amount))',
  cases: [-0.5, -0.1, 0, 0.02, 0.3],
};

/** The image with its hues turned by `turns` of the colour circle. Goes through 8-bit HSV, so 0 changes it slightly. */
function turned(image: RgbImage, turns: number): RgbImage {
  const shift = hueShift(turns);
  return mapPixels(image, (source, offset, target) => {
    const red = source[offset]!;
    const green = source[offset + 1]!;
    const blue = source[offset + 2]!;
    const value = Math.max(red, green, blue);
    const shifted = (hueOf(red, green, blue) + shift) & 0xff;
    target.set(fromHsv(shifted, saturationOf(red, green, blue), value), offset);
  });
}

/** 8-bit saturation, truncated after a float32 quotient as in Pillow. */
function saturationOf(red: number, green: number, blue: number): number {
  const value = Math.max(red, green, blue);
  const range = value - Math.min(red, green, blue);
  return range === 0 ? 0 : Math.trunc(Math.fround(range / value) * FULL_TURN);
}

/** 8-bit hue, truncated; the mixture of float32 and double precision is Pillow's. */
function hueOf(red: number, green: number, blue: number): number {
  const value = Math.max(red, green, blue);
  const range = value - Math.min(red, green, blue);
  if (range === 0) return 0;
  const redPart = Math.fround((value - red) / range);
  const greenPart = Math.fround((value - green) / range);
  const bluePart = Math.fround((value - blue) / range);
  let sixths: number;
  if (red === value) sixths = bluePart - greenPart;
  else if (green === value) sixths = 2 + redPart - bluePart;
  else sixths = 4 + greenPart - redPart;
  const turns = Math.fround((Math.fround(sixths) / 6 + 1) % 1);
  return Math.trunc(turns * FULL_TURN);
}

function fromHsv(hueByte: number, saturationByte: number, value: number): readonly [number, number, number] {
  if (saturationByte === 0) return [value, value, value];
  const sixths = (hueByte * 6) / FULL_TURN;
  const sector = Math.floor(sixths);
  const fraction = Math.fround(sixths - sector);
  const saturation = Math.fround(saturationByte / FULL_TURN);
  const low = Math.round(value * (1 - saturation));
  const falling = Math.round(value * (1 - saturation * fraction));
  const rising = Math.round(value * (1 - saturation * (1 - fraction)));
  switch (sector % 6) {
    case 0:
      return [value, rising, low];
    case 1:
      return [falling, value, low];
    case 2:
      return [low, value, rising];
    case 3:
      return [low, falling, value];
    case 4:
      return [rising, low, value];
    default:
      return [value, low, falling];
  }
}
