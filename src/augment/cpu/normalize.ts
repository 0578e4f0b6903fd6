import { CHANNELS } from '../distortions/rgbImage';

/** Mean and standard deviation of red, green and blue that the reference normalises by. */
export const PIXEL_MEAN = [0.485, 0.456, 0.406] as const;
export const PIXEL_STD = [0.228, 0.224, 0.225] as const;

/** Bytes `[…, 3]` as the network sees them: scaled to 0 … 1, then centred and scaled per channel. */
export function normalize(pixels: Uint8Array): Float32Array {
  const values = new Float32Array(pixels.length);
  for (let index = 0; index < pixels.length; index++) {
    const channel = index % CHANNELS;
    const share = pixels[index]! / 255;
    values[index] = (share - (PIXEL_MEAN[channel] as number)) / (PIXEL_STD[channel] as number);
  }
  return values;
}
