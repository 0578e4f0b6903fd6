/** @file Fewer points for the same picture. Both functions return ascending rows of the points that are kept. */

/**
 * Largest-triangle-three-buckets (Steinarsson 2013): keeps the first and the last point and, of each bucket between
 * them, the point that spans the largest triangle with the point kept before and the mean of the next bucket.
 *
 * @param xs ascending, finite; `ys` finite
 * @param points how many to keep at most, at least 2
 */
export function largestTriangles(xs: Float64Array, ys: Float64Array, points: number): Int32Array {
  const count = xs.length;
  if (count <= points) return Int32Array.from(xs, (_, row) => row);
  const kept = new Int32Array(points);
  const buckets = points - 2;
  /** First row of a bucket; bucket 0 starts behind the first point. */
  const start = (bucket: number) => 1 + Math.floor((bucket * (count - 2)) / buckets);
  let previous = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const [nextX, nextY] = meanPoint(xs, ys, start(bucket + 1), Math.min(start(bucket + 2), count));
    const [x0, y0] = [xs[previous]!, ys[previous]!];
    let best = start(bucket);
    let bestArea = -1;
    for (let row = start(bucket); row < start(bucket + 1); row++) {
      const area = Math.abs((x0 - nextX) * (ys[row]! - y0) - (x0 - xs[row]!) * (nextY - y0));
      if (area > bestArea) [best, bestArea] = [row, area];
    }
    kept[bucket + 1] = best;
    previous = best;
  }
  kept[points - 1] = count - 1;
  return kept;
}

function meanPoint(xs: Float64Array, ys: Float64Array, from: number, to: number): [number, number] {
  let [x, y] = [0, 0];
  for (let row = from; row < to; row++) {
    x += xs[row]!;
    y += ys[row]!;
  }
  return [x / (to - from), y / (to - from)];
}

/**
 * Keeps the smallest and the largest value of each of `points / 2` equal buckets, and the first and last point, so that
 * no spike is lost. Values that are not finite are skipped over.
 *
 * @param points how many to keep at most, at least 4
 */
export function extremes(ys: Float64Array, points: number): Int32Array {
  const count = ys.length;
  if (count <= points) return Int32Array.from(ys, (_, row) => row);
  const buckets = Math.floor((points - 2) / 2);
  const kept = new Set<number>([0]);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * count) / buckets);
    const to = Math.floor(((bucket + 1) * count) / buckets);
    let [low, high] = [-1, -1];
    for (let row = from; row < to; row++) {
      const y = ys[row]!;
      if (!Number.isFinite(y)) continue;
      if (low < 0 || y < ys[low]!) low = row;
      if (high < 0 || y > ys[high]!) high = row;
    }
    if (low >= 0) kept.add(Math.min(low, high)).add(Math.max(low, high));
  }
  kept.add(count - 1);
  return Int32Array.from(kept);
}
