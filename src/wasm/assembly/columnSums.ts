import { addProduct4, loadLanes, storeLanes } from './vector';

/**
 * @file Sums over the rows of `[rows, columns]`, a strip of columns after the other, with the sums in registers: threads that
 * share the columns would otherwise write to the same lines of the cache at every row. Each sum has one order.
 */

/** Bytes of a strip: a line of the cache. */
export const STRIP: usize = 64;

/** Σ x over rows, columns `begin` … `end`. */
export function columnSums(
  x: usize,
  sums: usize,
  rows: usize,
  columns: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = columns << 2;
  const last = end << 2;
  let at = begin << 2;
  for (; at + STRIP <= last; at += STRIP) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    let from = x + at;
    for (let row: usize = 0; row < rows; row++) {
      s0 = f32x4.add(s0, v128.load(from));
      s1 = f32x4.add(s1, v128.load(from, 16));
      s2 = f32x4.add(s2, v128.load(from, 32));
      s3 = f32x4.add(s3, v128.load(from, 48));
      from += bytes;
    }
    v128.store(sums + at, s0);
    v128.store(sums + at, s1, 16);
    v128.store(sums + at, s2, 32);
    v128.store(sums + at, s3, 48);
  }
  for (; at < last; at += 16) {
    const lanes = (last - at) >> 2;
    let sum = f32x4.splat(0);
    let from = x + at;
    for (let row: usize = 0; row < rows; row++) {
      sum = f32x4.add(sum, loadLanes(from, lanes));
      from += bytes;
    }
    storeLanes(sums + at, sum, lanes);
  }
}

/** Σ dy · branch · keep[row / sample] over rows, columns `begin` … `end`; `keep` may be 0 for ones. */
export function productSums(
  dy: usize,
  branch: usize,
  keep: usize,
  sums: usize,
  rows: usize,
  sample: usize,
  columns: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = columns << 2;
  const last = end << 2;
  let at = begin << 2;
  for (; at + STRIP <= last; at += STRIP) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    let one = dy + at;
    let other = branch + at;
    for (let row: usize = 0; row < rows; row++) {
      const scale: f32 = keep == 0 ? 1 : load<f32>(keep + ((row / sample) << 2));
      const scales = f32x4.splat(scale);
      s0 = addProduct4(s0, f32x4.mul(v128.load(one), scales), v128.load(other));
      s1 = addProduct4(s1, f32x4.mul(v128.load(one, 16), scales), v128.load(other, 16));
      s2 = addProduct4(s2, f32x4.mul(v128.load(one, 32), scales), v128.load(other, 32));
      s3 = addProduct4(s3, f32x4.mul(v128.load(one, 48), scales), v128.load(other, 48));
      one += bytes;
      other += bytes;
    }
    v128.store(sums + at, s0);
    v128.store(sums + at, s1, 16);
    v128.store(sums + at, s2, 32);
    v128.store(sums + at, s3, 48);
  }
  for (; at < last; at += 16) {
    const lanes = (last - at) >> 2;
    let sum = f32x4.splat(0);
    let place = at;
    for (let row: usize = 0; row < rows; row++) {
      const scale: f32 = keep == 0 ? 1 : load<f32>(keep + ((row / sample) << 2));
      const scaled = f32x4.mul(loadLanes(dy + place, lanes), f32x4.splat(scale));
      sum = addProduct4(sum, scaled, loadLanes(branch + place, lanes));
      place += bytes;
    }
    storeLanes(sums + at, sum, lanes);
  }
}
