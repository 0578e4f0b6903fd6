import type { MatchSnapshot, SnapshotView } from '../reports/matches';
import { cellCentre } from '../augment/viewGeometry';
import { judge, type Verdict } from '../reports/verdict';

/** A small picture of a run's matches: its two views, and the best matches between them. */
export interface RunThumbnail {
  /** Pixels of a side of either view. */
  readonly size: number;
  /** `[size, size, 3]` bytes each. */
  readonly views: readonly [Uint8Array, Uint8Array];
  /** Best first; points as fractions of the side of their view. */
  readonly matches: readonly ThumbnailMatch[];
}

export interface ThumbnailMatch {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly verdict: Verdict;
}

/** Pixels of a side at most. */
export const MOST_SIDE = 64;
export const MOST_MATCHES = 8;

/** The matches by embedding where there are any; by location at α = 1, where the embedding has no say. */
export function thumbnailOf(snapshot: MatchSnapshot): RunThumbnail {
  const { views, byEmbedding, byLocation } = snapshot;
  const { input, candidate } = byEmbedding.input.length > 0 ? byEmbedding : byLocation;
  const point = (view: SnapshotView, cell: number) => {
    const { x, y } = cellCentre(view, cell);
    return [x, y] as const;
  };
  const size = Math.min(MOST_SIDE, views[0].size, views[1].size);
  return {
    size,
    views: [smaller(views[0], size), smaller(views[1], size)],
    matches: Array.from({ length: Math.min(MOST_MATCHES, input.length) }, (_, rank) => {
      const [from, to] = [input[rank]!, candidate[rank]!];
      return {
        from: point(views[0], from),
        to: point(views[1], to),
        verdict: judge(views[0], from, views[1], to),
      };
    }),
  };
}

/** The pixel at the middle of each of `size`² squares. */
function smaller({ size: side, pixels }: SnapshotView, size: number): Uint8Array {
  const small = new Uint8Array(size * size * 3);
  const at = (place: number) => Math.min(side - 1, Math.floor(((place + 0.5) * side) / size));
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const from = 3 * (at(y) * side + at(x));
      small.set(pixels.subarray(from, from + 3), 3 * (y * size + x));
    }
  return small;
}
