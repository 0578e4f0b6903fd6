import type { StemFilters } from '../../../worker/protocol';
import type { Pixels } from '../PixelCanvas';

/** A filter of the stem as a picture. */
export interface FilterPicture {
  readonly filter: number;
  /** Euclidean norm of its weights. */
  readonly norm: number;
  readonly picture: Pixels;
}

/** By what a weight's brightness is measured: the largest weight of all filters, or of its own. */
export type FilterScale = 'shared' | 'own';
export type FilterOrder = 'number' | 'norm';

/** Filters as colours: zero is mid-grey, the largest weight (or its negative) an end of the channel. */
export function filterPictures(
  { count, side, weights }: StemFilters,
  scale: FilterScale,
  order: FilterOrder,
): FilterPicture[] {
  const size = side * side * 3;
  const largest = (values: Float32Array) =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const most = largest(weights);
  const pictures = Array.from({ length: count }, (_, filter) => {
    const own = weights.subarray(filter * size, (filter + 1) * size);
    const end = scale === 'shared' ? most : largest(own);
    const pixels = Uint8Array.from(own, (weight) => (end > 0 ? Math.round(127.5 * (1 + weight / end)) : 128));
    return { filter, norm: Math.hypot(...own), picture: { height: side, width: side, pixels } };
  });
  return order === 'norm' ? pictures.sort((a, b) => b.norm - a.norm) : pictures;
}
