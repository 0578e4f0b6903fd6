import type { ImageSize } from '../randomResizedCrop';
import type { CropBox } from '../viewParameters';
import { CHANNELS, type RgbImage } from '../distortions/rgbImage';

/** Fractional bits of the resampling weights: what is left of 32 beside 8 bits of value and 2 of headroom. */
export const WEIGHT_BITS = 22;
/** Half-width of the bicubic kernel, in pixels of whichever grid is coarser. */
export const BICUBIC_SUPPORT = 2;

/** Keys' cubic convolution kernel with a = −1/2. */
function bicubic(x: number): number {
  const a = -0.5;
  const distance = Math.abs(x);
  if (distance < 1) return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
  if (distance < BICUBIC_SUPPORT) return (((distance - 5) * distance + 8) * distance - 4) * a;
  return 0;
}

/** Which input pixels make one output pixel, and with what weight. */
interface Taps {
  readonly first: number;
  /** In units of 2^−`WEIGHT_BITS`. */
  readonly weights: Int32Array;
}

/** Taps of every output pixel along an axis. When shrinking, the kernel widens with the scale (antialiasing). */
function tapsOf(inputLength: number, outputLength: number): Taps[] {
  const scale = inputLength / outputLength;
  const kernelScale = Math.max(scale, 1);
  const support = BICUBIC_SUPPORT * kernelScale;
  return Array.from({ length: outputLength }, (_, position) => {
    const centre = (position + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(inputLength, Math.trunc(centre + support + 0.5));
    const values = Float64Array.from({ length: end - first }, (_, tap) =>
      bicubic((first + tap - centre + 0.5) * (1 / kernelScale)),
    );
    const sum = values.reduce((total, value) => total + value, 0);
    const weights = Int32Array.from(values, (value) => roundAwayFromZero((value / sum) * 2 ** WEIGHT_BITS));
    return { first, weights };
  });
}

function roundAwayFromZero(value: number): number {
  return Math.trunc(value < 0 ? value - 0.5 : value + 0.5);
}

/**
 * Cuts `crop` out of the image and resizes it to `size`, bicubic and antialiased, columns first, then rows, each rounded
 * to 8 bits: equal to Pillow's `image.crop(box).resize(size, BICUBIC)` in every pixel.
 */
export function resizedCrop(image: RgbImage, crop: CropBox, size: ImageSize): RgbImage {
  const narrow = new Uint8Array(crop.height * size.width * CHANNELS);
  resample(tapsOf(crop.width, size.width), {
    source: image.pixels,
    sourceStart: (crop.top * image.width + crop.left) * CHANNELS,
    sourceStep: CHANNELS,
    sourceLineStep: image.width * CHANNELS,
    target: narrow,
    targetStep: CHANNELS,
    targetLineStep: size.width * CHANNELS,
    lines: crop.height,
  });
  const pixels = new Uint8Array(size.height * size.width * CHANNELS);
  resample(tapsOf(crop.height, size.height), {
    source: narrow,
    sourceStart: 0,
    sourceStep: size.width * CHANNELS,
    sourceLineStep: CHANNELS,
    target: pixels,
    targetStep: size.width * CHANNELS,
    targetLineStep: CHANNELS,
    lines: size.width,
  });
  return { ...size, pixels };
}

/** How an axis and the lines across it lie in memory, in bytes. */
interface Pass {
  readonly source: Uint8Array;
  readonly sourceStart: number;
  readonly sourceStep: number;
  readonly sourceLineStep: number;
  readonly target: Uint8Array;
  readonly targetStep: number;
  readonly targetLineStep: number;
  readonly lines: number;
}

const HALF = 1 << (WEIGHT_BITS - 1);

/** Resamples every line of a pass along its axis, in whole numbers of 32 bits; large photographs spend their time here. */
function resample(taps: readonly Taps[], pass: Pass): void {
  const { source, sourceStep, target } = pass;
  for (let line = 0; line < pass.lines; line++) {
    for (let position = 0; position < taps.length; position++) {
      const { first, weights } = taps[position]!;
      const count = weights.length;
      let from = pass.sourceStart + line * pass.sourceLineStep + first * sourceStep;
      let [red, green, blue] = [HALF, HALF, HALF];
      for (let tap = 0; tap < count; tap++, from += sourceStep) {
        const weight = weights[tap]!;
        red = (red + Math.imul(source[from]!, weight)) | 0;
        green = (green + Math.imul(source[from + 1]!, weight)) | 0;
        blue = (blue + Math.imul(source[from + 2]!, weight)) | 0;
      }
      const to = line * pass.targetLineStep + position * pass.targetStep;
      target[to] = byteOf(red);
      target[to + 1] = byteOf(green);
      target[to + 2] = byteOf(blue);
    }
  }
}

function byteOf(sum: number): number {
  const value = sum >> WEIGHT_BITS;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** Resizes so that the shorter side is `side` pixels long and the aspect ratio is kept, as torchvision's `Resize`. */
export function resizeShort(image: RgbImage, side: number): RgbImage {
  const { height, width } = image;
  const longSide = Math.trunc((side * Math.max(height, width)) / Math.min(height, width));
  const size = width <= height ? { height: longSide, width: side } : { height: side, width: longSide };
  return resizedCrop(image, { top: 0, left: 0, height, width }, size);
}
