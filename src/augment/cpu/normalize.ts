import type { Normalization } from '../../config/normalization';
import { CHANNELS } from '../distortions/rgbImage';

/** Bytes `[…, 3]` as the network sees them: scaled to 0 … 1, then centred and scaled per channel. */
export function normalize(pixels: Uint8Array, { mean, std }: Normalization): Float32Array {
  const values = new Float32Array(pixels.length);
  for (let index = 0; index < pixels.length; index++) {
    const channel = index % CHANNELS;
    const share = pixels[index]! / 255;
    values[index] = (share - mean[channel]!) / std[channel]!;
  }
  return values;
}
