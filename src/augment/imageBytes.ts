import { CHANNELS, type RgbImage } from './distortions/rgbImage';

/** Images of one size as bytes, `[count, height, width, 3]`, row by row. */
export interface ImageBytes {
  readonly images: Uint8Array;
  readonly height: number;
  readonly width: number;
}

/** One of them; it shares their memory. */
export function imageAt({ images, height, width }: ImageBytes, index: number): RgbImage {
  const bytes = height * width * CHANNELS;
  return { height, width, pixels: images.subarray(index * bytes, (index + 1) * bytes) };
}

/**
 * Some of them, one after the other, `[indices.length, height, width, 3]`.
 *
 * @param into where they are put; a new array if left out
 */
export function gatherImages(
  set: ImageBytes,
  indices: ArrayLike<number>,
  into = new Uint8Array(indices.length * set.height * set.width * CHANNELS),
): Uint8Array {
  const bytes = set.height * set.width * CHANNELS;
  for (let place = 0; place < indices.length; place++)
    into.set(imageAt(set, indices[place]!).pixels, place * bytes);
  return into;
}
