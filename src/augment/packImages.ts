/** Bytes in an element of a packed image tensor. */
const BYTES_PER_WORD = 4;
const CHANNELS = 3;

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

/** Images of one size, `[count, height, width, 3]`, row by row. */
interface Images {
  readonly images: Uint8Array;
  readonly height: number;
  readonly width: number;
}

/** Some images of a set, one after the other, packed. */
export function packSome({ images, height, width }: Images, indices: ArrayLike<number>): Int32Array {
  const bytes = height * width * CHANNELS;
  const packed = new Int32Array(packedWords(indices.length * bytes));
  const pixels = new Uint8Array(packed.buffer);
  for (let place = 0; place < indices.length; place++) {
    const start = indices[place]! * bytes;
    pixels.set(images.subarray(start, start + bytes), place * bytes);
  }
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
