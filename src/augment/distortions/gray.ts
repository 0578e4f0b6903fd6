import { CHANNELS, type RgbImage } from './rgbImage';

/** Weights of red, green and blue in gray (ITU-R 601), in units of 2⁻¹⁶. */
export const GRAY_WEIGHTS = [19595, 38470, 7471] as const;

/** Gray value of the pixel at `offset`, rounded to 8 bits. */
export function grayAt(pixels: Uint8Array, offset: number): number {
  const [red, green, blue] = GRAY_WEIGHTS;
  const sum = red * pixels[offset]! + green * pixels[offset + 1]! + blue * pixels[offset + 2]!;
  return (sum + 0x8000) >> 16;
}

/** Mean gray value of the image, rounded. */
export function meanGray(image: RgbImage): number {
  let sum = 0;
  for (let offset = 0; offset < image.pixels.length; offset += CHANNELS) sum += grayAt(image.pixels, offset);
  return Math.floor(sum / (image.height * image.width) + 0.5);
}
