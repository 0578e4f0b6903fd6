import type { ChannelMoments } from '../../reports/inspection';

const LEVELS = 256;
/** Bytes between two looks at the clock; a multiple of the three channels. */
const SLICE = 3 * 2 ** 18;

/**
 * Mean and standard deviation of each channel over all pixels, exact: from the counts of the 256 levels.
 *
 * @param images `[n, 3]` bytes, at least one pixel.
 * @yields how much is done, 0 to 1.
 */
export function* channelMoments(images: Uint8Array): Generator<number, ChannelMoments, void> {
  const counts = Array.from({ length: 3 }, () => new Float64Array(LEVELS));
  const [red, green, blue] = counts as [Float64Array, Float64Array, Float64Array];
  for (let from = 0; from < images.length; from += SLICE) {
    const to = Math.min(images.length, from + SLICE);
    for (let at = from; at < to; at += 3) {
      red[images[at]!]!++;
      green[images[at + 1]!]!++;
      blue[images[at + 2]!]!++;
    }
    yield to / images.length;
  }
  const [r, g, b] = [moments(red), moments(green), moments(blue)];
  return { mean: [r.mean, g.mean, b.mean], std: [r.std, g.std, b.std] };
}

function moments(counts: Float64Array): { readonly mean: number; readonly std: number } {
  const top = LEVELS - 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const mean = counts.reduce((sum, count, level) => sum + count * level, 0) / total;
  const squares = counts.reduce((sum, count, level) => sum + count * (level - mean) ** 2, 0);
  return { mean: mean / top, std: Math.sqrt(squares / total) / top };
}
