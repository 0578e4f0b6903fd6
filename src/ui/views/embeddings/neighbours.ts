import type { EmbeddingSpace } from '../../../worker/protocol';

export interface Neighbour {
  readonly point: number;
  /** 1 − cosine: 0 for the same direction, 2 for the opposite one. */
  readonly distance: number;
}

/** The nearest other points of one by cosine, nearest first. */
export function nearestPoints(
  { vectors, count, width }: Pick<EmbeddingSpace, 'vectors' | 'count' | 'width'>,
  point: number,
  most: number,
): readonly Neighbour[] {
  const row = (at: number) => vectors.subarray(at * width, (at + 1) * width);
  const own = row(point);
  const dot = (other: Float32Array) => other.reduce((sum, value, at) => sum + value * own[at]!, 0);
  const length = Math.hypot(...own);
  return Array.from({ length: count }, (_, at) => at)
    .filter((at) => at !== point)
    .map((at) => ({ point: at, distance: 1 - dot(row(at)) / (length * Math.hypot(...row(at)) || 1) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most);
}
