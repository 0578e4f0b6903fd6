import { CHANNELS } from './distortions/rgbImage';
import { gatherImages, type ImageBytes } from './imageBytes';

/** Bytes in an element of a packed image tensor. */
const BYTES_PER_WORD = 4;

/**
 * Images as the int32 values of a tensor, four bytes in each, the first byte lowest: `[⌈bytes / 4⌉]`. Shares memory
 * with `images` where its length and place in its buffer allow.
 */
export function packImages(images: Uint8Array): Int32Array {
  const words = packedWords(images.length);
  if (images.length % BYTES_PER_WORD === 0 && images.byteOffset % BYTES_PER_WORD === 0) {
    return new Int32Array(images.buffer, images.byteOffset, words);
  }
  const packed = new Int32Array(words);
  new Uint8Array(packed.buffer).set(images);
  return packed;
}

/** Some images of a set, one after the other, packed. */
export function packSome(set: ImageBytes, indices: ArrayLike<number>): Int32Array {
  const packed = new Int32Array(packedWords(indices.length * set.height * set.width * CHANNELS));
  gatherImages(set, indices, new Uint8Array(packed.buffer));
  return packed;
}

/** Elements of a packed tensor of so many bytes. */
export function packedWords(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_WORD);
}

/** The bytes of packed images, up to three zeros at the end included; shares memory with `packed`. */
export function unpackImages(packed: Int32Array): Uint8Array {
  return new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength);
}
