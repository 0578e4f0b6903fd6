/** Bits of a hash, in two words. */
const BITS = 64;
/** Comparisons between two looks at the clock. */
const SLICE = 2 ** 16;

/**
 * Finds all pairs of hashes that differ in at most `distance` bits, without comparing all: cut into `distance` + 1 bands,
 * two such hashes have a band in common.
 *
 * @param hashes `[n, 2]` words of 32 bits, n below 2²⁰.
 * @param distance 1 at least.
 * @param found is called once for each pair of places, the smaller one first.
 * @param most comparisons.
 * @yields how much is done, 0 to 1.
 * @returns false when `most` ended it early.
 */
export function* nearHashes(
  hashes: Uint32Array,
  distance: number,
  found: (a: number, b: number) => void,
  most = Infinity,
): Generator<number, boolean, void> {
  const count = hashes.length / 2;
  const bands = distance + 1;
  const start = (band: number) => Math.floor((BITS * band) / bands);
  const keyOf = (place: number, band: number) => bitsOf(hashes, place, start(band), start(band + 1));
  /** True for a pair that was found by an earlier band. */
  const shareEarlierBand = (a: number, b: number, band: number) => {
    for (let earlier = 0; earlier < band; earlier++) if (keyOf(a, earlier) === keyOf(b, earlier)) return true;
    return false;
  };
  let compared = 0;
  for (let band = 0; band < bands; band++) {
    // Sorted as one number, key before place.
    const sorted = Float64Array.from(
      { length: count },
      (_, place) => keyOf(place, band) * count + place,
    ).sort();
    for (let from = 0, to = 0; from < count; from = to) {
      const key = Math.floor(sorted[from]! / count);
      while (to < count && Math.floor(sorted[to]! / count) === key) to++;
      for (let i = from; i < to; i++) {
        const a = sorted[i]! - key * count;
        for (let j = i + 1; j < to; j++) {
          if (compared === most) return false;
          if (++compared % SLICE === 0) yield (band + from / count) / bands;
          const b = sorted[j]! - key * count;
          if (differingBits(hashes, a, b) > distance) continue;
          if (!shareEarlierBand(a, b, band)) found(a, b);
        }
      }
    }
    yield (band + 1) / bands;
  }
  return true;
}

/** Bits `from` to `to` of a hash, 32 of them at most, as a number. */
function bitsOf(hashes: Uint32Array, place: number, from: number, to: number): number {
  const [low, high] = [hashes[2 * place]!, hashes[2 * place + 1]!];
  const shifted =
    from === 0 ? low : from < 32 ? (low >>> from) | (high << (32 - from)) : high >>> (from - 32);
  const width = to - from;
  return width === 32 ? shifted >>> 0 : shifted & (2 ** width - 1);
}

/** The Hamming distance of two hashes. */
function differingBits(hashes: Uint32Array, a: number, b: number): number {
  return ones(hashes[2 * a]! ^ hashes[2 * b]!) + ones(hashes[2 * a + 1]! ^ hashes[2 * b + 1]!);
}

/** Bits that are set in a word. */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
