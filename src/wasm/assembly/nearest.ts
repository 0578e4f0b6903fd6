import { addProduct4, loadLanes, sum4, VECTOR } from './vector';

/**
 * @file The nearest cell in the other of two views for every cell of both. Distances are of the differences themselves, not
 * of |a|² − 2ab + |b|², so that near-ties are decided by the embeddings, and none of them is held.
 */

/** Rows of the first view that are compared side by side. */
const TILE: usize = 4;

/** ‖a − b‖² of `bytes` bytes of values. */
function square(a: usize, b: usize, bytes: usize): f32 {
  let sums = f32x4.splat(0);
  for (let k: usize = 0; k < bytes; k += VECTOR) {
    const lanes = (bytes - k) >> 2;
    const difference = f32x4.sub(loadLanes(a + k, lanes), loadLanes(b + k, lanes));
    sums = addProduct4(sums, difference, difference);
  }
  return sum4(sums);
}

/** The same of the first `TILE` rows of a, which lie `bytes` apart, as one vector. */
function squares(a: usize, b: usize, bytes: usize): v128 {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  for (let k: usize = 0; k < bytes; k += VECTOR) {
    const lanes = (bytes - k) >> 2;
    const from = a + k;
    const value = loadLanes(b + k, lanes);
    const d0 = f32x4.sub(loadLanes(from, lanes), value);
    const d1 = f32x4.sub(loadLanes(from + bytes, lanes), value);
    const d2 = f32x4.sub(loadLanes(from + bytes * 2, lanes), value);
    const d3 = f32x4.sub(loadLanes(from + bytes * 3, lanes), value);
    s0 = addProduct4(s0, d0, d0);
    s1 = addProduct4(s1, d1, d1);
    s2 = addProduct4(s2, d2, d2);
    s3 = addProduct4(s3, d3, d3);
  }
  let all = f32x4.splat(sum4(s0));
  all = f32x4.replace_lane(all, 1, sum4(s1));
  all = f32x4.replace_lane(all, 2, sum4(s2));
  return f32x4.replace_lane(all, 3, sum4(s3));
}

/** Takes `found` over where it is smaller than what there is: of equals the first one stays. */
function keepLeast(distance: usize, index: usize, place: usize, found: f32, cell: usize): void {
  if (found >= load<f32>(distance + (place << 2))) return;
  store<f32>(distance + (place << 2), found);
  store<i32>(index + (place << 2), <i32>cell);
}

/** The same for a row and a column by each other. */
function keepBoth(
  distance: usize,
  index: usize,
  placeOfA: usize,
  row: usize,
  placeOfB: usize,
  column: usize,
  found: f32,
): void {
  keepLeast(distance, index, placeOfA + row, found, column);
  keepLeast(distance, index, placeOfB + column, found, row);
}

function startFar(distance: usize, index: usize, first: usize, count: usize): void {
  for (let place = first; place < first + count; place++) {
    store<f32>(distance + (place << 2), f32.MAX_VALUE);
    store<i32>(index + (place << 2), 0);
  }
}

function takeRoots(distance: usize, first: usize, count: usize): void {
  for (let at = distance + (first << 2); at < distance + ((first + count) << 2); at += 4)
    store<f32>(at, sqrt<f32>(load<f32>(at)));
}

/**
 * Distances and cells `[batch, columns]` of samples `begin` … `end`. A sample's cells are `n` of the rows of `channels`
 * values from row `one` on, and `m` from row `other` on; what is found for them begins at columns `ones` and `others`.
 */
export function nearest(
  rows: usize,
  channels: usize,
  one: usize,
  n: usize,
  other: usize,
  m: usize,
  distance: usize,
  index: usize,
  columns: usize,
  ones: usize,
  others: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = channels << 2;
  for (let sample = begin; sample < end; sample++) {
    const a = rows + (one + sample * n) * bytes;
    const b = rows + (other + sample * m) * bytes;
    const placeOfA = sample * columns + ones;
    const placeOfB = sample * columns + others;
    startFar(distance, index, placeOfA, n);
    startFar(distance, index, placeOfB, m);
    let row: usize = 0;
    for (; row + TILE <= n; row += TILE)
      for (let column: usize = 0; column < m; column++) {
        const found = squares(a + row * bytes, b + column * bytes, bytes);
        keepBoth(distance, index, placeOfA, row, placeOfB, column, f32x4.extract_lane(found, 0));
        keepBoth(distance, index, placeOfA, row + 1, placeOfB, column, f32x4.extract_lane(found, 1));
        keepBoth(distance, index, placeOfA, row + 2, placeOfB, column, f32x4.extract_lane(found, 2));
        keepBoth(distance, index, placeOfA, row + 3, placeOfB, column, f32x4.extract_lane(found, 3));
      }
    for (; row < n; row++)
      for (let column: usize = 0; column < m; column++) {
        const found = square(a + row * bytes, b + column * bytes, bytes);
        keepBoth(distance, index, placeOfA, row, placeOfB, column, found);
      }
    takeRoots(distance, placeOfA, n);
    takeRoots(distance, placeOfB, m);
  }
}
