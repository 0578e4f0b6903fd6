import { addProduct4 } from './vector';

/**
 * @file Sums over the rows of `[rows, columns]`, row by row, with the sums in the cache. Columns are shared among threads,
 * so that each sum has one order.
 */

/** Zeros for columns `begin` … `end` of `sums`. */
export function clearColumns(sums: usize, begin: usize, end: usize): void {
  memory.fill(sums + (begin << 2), 0, (end - begin) << 2);
}

/** Σ x over rows, columns `begin` … `end`. */
export function columnSums(
  x: usize,
  sums: usize,
  rows: usize,
  columns: usize,
  begin: usize,
  end: usize,
): void {
  clearColumns(sums, begin, end);
  const bytes = columns << 2;
  const last = end << 2;
  for (let row: usize = 0; row < rows; row++) {
    let at = begin << 2;
    for (; at + 16 <= last; at += 16)
      v128.store(sums + at, f32x4.add(v128.load(sums + at), v128.load(x + at)));
    for (; at < last; at += 4) store<f32>(sums + at, load<f32>(sums + at) + load<f32>(x + at));
    x += bytes;
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
  clearColumns(sums, begin, end);
  const bytes = columns << 2;
  const last = end << 2;
  for (let row: usize = 0; row < rows; row++) {
    const scale: f32 = keep == 0 ? 1 : load<f32>(keep + ((row / sample) << 2));
    const scales = f32x4.splat(scale);
    let at = begin << 2;
    for (; at + 16 <= last; at += 16) {
      const scaled = f32x4.mul(v128.load(dy + at), scales);
      v128.store(sums + at, addProduct4(v128.load(sums + at), scaled, v128.load(branch + at)));
    }
    for (; at < last; at += 4)
      store<f32>(sums + at, load<f32>(sums + at) + load<f32>(dy + at) * scale * load<f32>(branch + at));
    dy += bytes;
    branch += bytes;
  }
}
