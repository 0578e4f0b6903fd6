import { addProduct4 } from './vector';

/** @file The nearest cells of two views, in both directions, from one pass over all pairs of their cells. */

/** Candidates that a row is compared with at a time. */
const COLUMNS: usize = 8;

/** Puts cells `[count, channels]` as columns at `to`, a line of `line` bytes a channel; the last one fills up the line. */
function layOut(cells: usize, count: usize, channels: usize, to: usize, line: usize): void {
  for (let column: usize = 0; column < line >> 2; column++) {
    const cell = cells + ((min(column, count - 1) * channels) << 2);
    for (let channel: usize = 0; channel < channels; channel++)
      store<f32>(to + channel * line + (column << 2), load<f32>(cell + (channel << 2)));
  }
}

/** Stores the least of the four lanes' distances and its cell, the lowest among equals. */
function storeNearest(squares: v128, cells: v128, distance: usize, index: usize): void {
  for (let turn = 0; turn < 2; turn++) {
    const others =
      turn == 0
        ? v128.shuffle<i32>(squares, squares, 2, 3, 0, 1)
        : v128.shuffle<i32>(squares, squares, 1, 0, 3, 2);
    const otherCells =
      turn == 0 ? v128.shuffle<i32>(cells, cells, 2, 3, 0, 1) : v128.shuffle<i32>(cells, cells, 1, 0, 3, 2);
    const isTie = v128.and(f32x4.eq(others, squares), i32x4.lt_s(otherCells, cells));
    const isNearer = v128.or(f32x4.lt(others, squares), isTie);
    squares = v128.bitselect(others, squares, isNearer);
    cells = v128.bitselect(otherCells, cells, isNearer);
  }
  store<f32>(distance, sqrt(f32x4.extract_lane(squares, 0)));
  store<i32>(index, i32x4.extract_lane(cells, 0));
}

/** Takes a row's squares into the least of each column at `least` and, `line` bytes on, the row that has it. */
function keepNearer(least: usize, line: usize, squares: v128, row: i32): void {
  const before = v128.load(least);
  const isNearer = f32x4.lt(squares, before);
  v128.store(least, v128.bitselect(squares, before, isNearer));
  v128.store(least + line, v128.bitselect(i32x4.splat(row), v128.load(least + line), isNearer));
}

/**
 * Four rows from `row` on, of which those beyond the last repeat it, against all columns. Writes what is nearest to each
 * row, and keeps what is nearest to each column.
 */
function fourRows(
  rows: usize,
  row: usize,
  count: usize,
  channels: usize,
  columns: usize,
  line: usize,
  distance: usize,
  index: usize,
): void {
  const least = columns + channels * line;
  const row1 = min(row + 1, count - 1);
  const row2 = min(row + 2, count - 1);
  const row3 = min(row + 3, count - 1);
  const a0 = rows + ((row * channels) << 2);
  const a1 = rows + ((row1 * channels) << 2);
  const a2 = rows + ((row2 * channels) << 2);
  const a3 = rows + ((row3 * channels) << 2);
  let best0 = f32x4.splat(f32.MAX_VALUE);
  let best1 = best0;
  let best2 = best0;
  let best3 = best0;
  let found0 = i32x4.splat(0);
  let found1 = found0;
  let found2 = found0;
  let found3 = found0;
  for (let column: usize = 0; column < line; column += COLUMNS << 2) {
    let s00 = f32x4.splat(0);
    let s01 = s00;
    let s10 = s00;
    let s11 = s00;
    let s20 = s00;
    let s21 = s00;
    let s30 = s00;
    let s31 = s00;
    let b = columns + column;
    for (let at: usize = 0; at < channels << 2; at += 4) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const own0 = v128.load_splat<f32>(a0 + at);
      let d0 = f32x4.sub(own0, b0);
      let d1 = f32x4.sub(own0, b1);
      s00 = addProduct4(s00, d0, d0);
      s01 = addProduct4(s01, d1, d1);
      const own1 = v128.load_splat<f32>(a1 + at);
      d0 = f32x4.sub(own1, b0);
      d1 = f32x4.sub(own1, b1);
      s10 = addProduct4(s10, d0, d0);
      s11 = addProduct4(s11, d1, d1);
      const own2 = v128.load_splat<f32>(a2 + at);
      d0 = f32x4.sub(own2, b0);
      d1 = f32x4.sub(own2, b1);
      s20 = addProduct4(s20, d0, d0);
      s21 = addProduct4(s21, d1, d1);
      const own3 = v128.load_splat<f32>(a3 + at);
      d0 = f32x4.sub(own3, b0);
      d1 = f32x4.sub(own3, b1);
      s30 = addProduct4(s30, d0, d0);
      s31 = addProduct4(s31, d1, d1);
      b += line;
    }
    for (let half: usize = 0; half < 2; half++) {
      const first = <i32>((column >> 2) + (half << 2));
      const cells = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
      const s0 = half == 0 ? s00 : s01;
      const s1 = half == 0 ? s10 : s11;
      const s2 = half == 0 ? s20 : s21;
      const s3 = half == 0 ? s30 : s31;
      found0 = v128.bitselect(cells, found0, f32x4.lt(s0, best0));
      best0 = f32x4.pmin(best0, s0);
      found1 = v128.bitselect(cells, found1, f32x4.lt(s1, best1));
      best1 = f32x4.pmin(best1, s1);
      found2 = v128.bitselect(cells, found2, f32x4.lt(s2, best2));
      best2 = f32x4.pmin(best2, s2);
      found3 = v128.bitselect(cells, found3, f32x4.lt(s3, best3));
      best3 = f32x4.pmin(best3, s3);
      const at = least + column + (half << 4);
      keepNearer(at, line, s0, <i32>row);
      keepNearer(at, line, s1, <i32>row1);
      keepNearer(at, line, s2, <i32>row2);
      keepNearer(at, line, s3, <i32>row3);
    }
  }
  storeNearest(best0, found0, distance + (row << 2), index + (row << 2));
  storeNearest(best1, found1, distance + (row1 << 2), index + (row1 << 2));
  storeNearest(best2, found2, distance + (row2 << 2), index + (row2 << 2));
  storeNearest(best3, found3, distance + (row3 << 2), index + (row3 << 2));
}

/** Bytes that `nearest` needs for a sample: `count` candidates as columns, and the least of each with its row. */
export function nearestBytes(count: usize, channels: usize): usize {
  return ((channels + 2) * ((count + COLUMNS - 1) / COLUMNS) * COLUMNS) << 2;
}

/**
 * Samples `begin` … `end` of a pair of views: their cells are `ones` and `others` of the rows `cells` `[R, channels]` a sample,
 * from rows `firstOne` and `firstOther` on. Writes Euclidean distances and cells of the other view into tables of
 * `tableColumns` a sample, from columns `oneColumn` and `otherColumn` on. Differences are squared directly, so that near-ties
 * are decided by the cells, not by rounding; of equals the lowest cell wins.
 */
export function nearest(
  cells: usize,
  distance: usize,
  index: usize,
  scratch: usize,
  channels: usize,
  firstOne: usize,
  ones: usize,
  firstOther: usize,
  others: usize,
  tableColumns: usize,
  oneColumn: usize,
  otherColumn: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = nearestBytes(others, channels);
  const line = bytes / (channels + 2);
  for (let sample = begin; sample < end; sample++) {
    const one = cells + (((firstOne + sample * ones) * channels) << 2);
    const other = cells + (((firstOther + sample * others) * channels) << 2);
    const columns = scratch + sample * bytes;
    const least = columns + channels * line;
    layOut(other, others, channels, columns, line);
    for (let at: usize = 0; at < line; at += 16) {
      v128.store(least + at, f32x4.splat(f32.MAX_VALUE));
      v128.store(least + line + at, i32x4.splat(0));
    }
    const ofOne = (sample * tableColumns + oneColumn) << 2;
    for (let row: usize = 0; row < ones; row += 4)
      fourRows(one, row, ones, channels, columns, line, distance + ofOne, index + ofOne);
    const ofOther = (sample * tableColumns + otherColumn) << 2;
    for (let at: usize = 0; at < others << 2; at += 4) {
      store<f32>(distance + ofOther + at, sqrt(load<f32>(least + at)));
      store<i32>(index + ofOther + at, load<i32>(least + line + at));
    }
  }
}
