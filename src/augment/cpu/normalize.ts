import { CHANNELS } from './rgbImage';

/** Mean and standard deviation of red, green and blue that the reference normalises by. */
export const PIXEL_MEAN = [0.485, 0.456, 0.406] as const;
export const PIXEL_STD = [0.228, 0.224, 0.225] as const;

/** Bytes `[…, 3]` as the network sees them: scaled to 0 … 1, then centred and scaled per channel. */
export function normalize(pixels: Uint8Array): Float32Array {
  return Float32Array.from(pixels, (value, index) => {
    const channel = index % CHANNELS;
    return (value / 255 - (PIXEL_MEAN[channel] as number)) / (PIXEL_STD[channel] as number);
  });
}
