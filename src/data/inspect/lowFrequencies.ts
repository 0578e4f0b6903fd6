import { THUMB } from './thumbnail';

/** The lowest frequencies in each direction that are kept. */
const SIDE = 8;
/** How many of them there are. */
export const FREQUENCIES = SIDE * SIDE;

/** Rows of the orthonormal cosine transform (DCT-II), `[frequency][place]`. */
const COSINES = Array.from({ length: SIDE }, (_, frequency) =>
  Float32Array.from(
    { length: THUMB },
    (_, place) =>
      Math.sqrt((frequency === 0 ? 1 : 2) / THUMB) *
      Math.cos((Math.PI * (2 * place + 1) * frequency) / (2 * THUMB)),
  ),
);

/** Standard deviation, of 255, below which what is left of an image shows nothing by which it could be known again. */
const FLAT = 2;

/**
 * What an image shows at a glance: the 8 × 8 lowest frequencies of its thumbnail without the mean, scaled to length 1. So
 * brightness and contrast do not count, and the dot product of two is the correlation of the blurred thumbnails.
 *
 * @param thumbnail `[16 · 16]`
 * @returns `[64]`; `null` when it shows nothing.
 */
export function lowFrequencies(thumbnail: Float32Array): Float32Array | null {
  const frequencies = new Float32Array(FREQUENCIES);
  const row = new Float32Array(THUMB);
  for (let vertical = 0; vertical < SIDE; vertical++) {
    row.fill(0);
    for (let y = 0; y < THUMB; y++) {
      const cosine = COSINES[vertical]![y]!;
      for (let x = 0; x < THUMB; x++) row[x]! += cosine * thumbnail[y * THUMB + x]!;
    }
    for (let horizontal = 0; horizontal < SIDE; horizontal++)
      frequencies[vertical * SIDE + horizontal] = dot(row, COSINES[horizontal]!);
  }
  frequencies[0] = 0;
  const length = Math.sqrt(dot(frequencies, frequencies));
  return length < FLAT * THUMB ? null : frequencies.map((value) => value / length);
}

/** A perceptual hash (pHash): the signs of the frequencies, in two words of 32 bits. */
export function hashOf(frequencies: Float32Array): [number, number] {
  const words: [number, number] = [0, 0];
  frequencies.forEach((value, bit) => {
    if (value > 0) words[bit >>> 5]! |= 1 << (bit & 31);
  });
  return words;
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
