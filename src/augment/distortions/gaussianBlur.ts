import { CHANNELS, type RgbImage } from './rgbImage';

/** Box blurs per axis that stand for a Gaussian. */
export const BOX_PASSES = 3;
/** Fractional bits of the box weights. */
export const BOX_WEIGHT_BITS = 24;

/** A box of fractional width: `2·radius + 1` whole pixels and a share of the next one on either side. */
export interface Box {
  readonly radius: number;
  /** Weight of a whole pixel, and of the pixels at the ends, in units of 2^−`BOX_WEIGHT_BITS`. */
  readonly weight: number;
  readonly edgeWeight: number;
}

/**
 * The box whose threefold repetition has the variance of a Gaussian (Gwosdek et al., "Theoretical Foundations of Gaussian
 * Convolution by Extended Box Filtering", SSVM 2011), in float32 and fixed point as in Pillow.
 *
 * @param sigma standard deviation in pixels, above 0.
 */
export function gaussianBox(sigma: number): Box {
  const f = Math.fround;
  const variance = f(f(f(sigma) * f(sigma)) / BOX_PASSES);
  const idealWidth = f(Math.sqrt(12 * variance + 1));
  const whole = Math.floor((idealWidth - 1) / 2);
  const numerator = f((2 * whole + 1) * f(whole * (whole + 1) - f(3 * variance)));
  const share = f(numerator / f(6 * f(variance - (whole + 1) * (whole + 1))));
  const radius = f(whole + share);
  const wholeRadius = Math.trunc(radius);
  const weight = Math.trunc(f(2 ** BOX_WEIGHT_BITS / f(f(radius * 2) + 1)));
  const edgeWeight = Math.floor((2 ** BOX_WEIGHT_BITS - (wholeRadius * 2 + 1) * weight) / 2);
  return { radius: wholeRadius, weight, edgeWeight };
}

/** The image under a Gaussian of `sigma` pixels; edge pixels are repeated outside. */
export function gaussianBlur(image: RgbImage, sigma: number): RgbImage {
  const { height, width } = image;
  const box = gaussianBox(sigma);
  const pixels = image.pixels.slice();
  for (let row = 0; row < height; row++) blurLine(pixels, row * width * CHANNELS, CHANNELS, width, box);
  for (let column = 0; column < width; column++) {
    blurLine(pixels, column * CHANNELS, width * CHANNELS, height, box);
  }
  return { height, width, pixels };
}

/** Blurs one row or column in place; `step` is the distance of its pixels in bytes. */
function blurLine(pixels: Uint8Array, start: number, step: number, length: number, box: Box): void {
  const line = new Uint8Array(length);
  for (let channel = start; channel < start + CHANNELS; channel++) {
    for (let pass = 0; pass < BOX_PASSES; pass++) {
      for (let position = 0; position < length; position++) {
        line[position] = pixels[channel + position * step]!;
      }
      for (let position = 0; position < length; position++) {
        pixels[channel + position * step] = boxAt(line, position, box);
      }
    }
  }
}

/** The box's mean around one position, rounded to 8 bits. */
function boxAt(line: Uint8Array, position: number, { radius, weight, edgeWeight }: Box): number {
  const at = (index: number): number => line[Math.min(Math.max(index, 0), line.length - 1)]!;
  let sum = 0;
  for (let index = position - radius; index <= position + radius; index++) sum += at(index);
  const edges = at(position - radius - 1) + at(position + radius + 1);
  const total = sum * weight + edges * edgeWeight + 2 ** (BOX_WEIGHT_BITS - 1);
  return Math.floor(total / 2 ** BOX_WEIGHT_BITS);
}
