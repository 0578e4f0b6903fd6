import type { MaskPixels } from '../../reports/inspection';

const SLICE = 2 ** 20;

/**
 * How many pixels each class of the masks has.
 *
 * @param masks `[n]` class of each pixel; what is no index into `names` belongs to no class.
 * @yields how much is done, 0 to 1.
 */
export function* maskPixels(
  masks: Uint8Array,
  names: readonly string[],
): Generator<number, MaskPixels, void> {
  const counts = new Float64Array(256);
  for (let from = 0; from < masks.length; from += SLICE) {
    const to = Math.min(masks.length, from + SLICE);
    for (let at = from; at < to; at++) counts[masks[at]!]!++;
    yield to / masks.length;
  }
  const pixels = Array.from(counts.subarray(0, names.length));
  return { names, pixels, ignored: masks.length - pixels.reduce((sum, count) => sum + count, 0) };
}
