import { addProduct4, loadLanes, storeLanes } from './vector';

/**
 * @file C[m, n] = start + Σₖ A(m, k) · B[k, n], in tiles of registers. A is read number by number, so its rows and columns
 * may lie at any distance; rows of B and C are contiguous. All distances are in bytes.
 */

/** Terms of a sum that are added up before the next rows of B come in; so many rows of B stay in the cache. */
const DEPTH: usize = 128;

/** Four rows of eight columns. */
function tile4x8(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
  depth: usize,
): void {
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  let s00 = v128.load(c);
  let s01 = v128.load(c, 16);
  let s10 = v128.load(c1);
  let s11 = v128.load(c1, 16);
  let s20 = v128.load(c2);
  let s21 = v128.load(c2, 16);
  let s30 = v128.load(c3);
  let s31 = v128.load(c3, 16);
  const aRow2 = aRow << 1;
  const aRow3 = aRow2 + aRow;
  for (let k: usize = 0; k < depth; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<f32>(a);
    s00 = addProduct4(s00, a0, b0);
    s01 = addProduct4(s01, a0, b1);
    const a1 = v128.load_splat<f32>(a + aRow);
    s10 = addProduct4(s10, a1, b0);
    s11 = addProduct4(s11, a1, b1);
    const a2 = v128.load_splat<f32>(a + aRow2);
    s20 = addProduct4(s20, a2, b0);
    s21 = addProduct4(s21, a2, b1);
    const a3 = v128.load_splat<f32>(a + aRow3);
    s30 = addProduct4(s30, a3, b0);
    s31 = addProduct4(s31, a3, b1);
    a += aColumn;
    b += bRow;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
}

/** Four rows of four columns, or of the `lanes` that there are. */
function tile4x4(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
  depth: usize,
  lanes: usize,
): void {
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  let s0 = loadLanes(c, lanes);
  let s1 = loadLanes(c1, lanes);
  let s2 = loadLanes(c2, lanes);
  let s3 = loadLanes(c3, lanes);
  const aRow2 = aRow << 1;
  const aRow3 = aRow2 + aRow;
  for (let k: usize = 0; k < depth; k++) {
    const values = loadLanes(b, lanes);
    s0 = addProduct4(s0, v128.load_splat<f32>(a), values);
    s1 = addProduct4(s1, v128.load_splat<f32>(a + aRow), values);
    s2 = addProduct4(s2, v128.load_splat<f32>(a + aRow2), values);
    s3 = addProduct4(s3, v128.load_splat<f32>(a + aRow3), values);
    a += aColumn;
    b += bRow;
  }
  storeLanes(c, s0, lanes);
  storeLanes(c1, s1, lanes);
  storeLanes(c2, s2, lanes);
  storeLanes(c3, s3, lanes);
}

/** One row of four columns, or of the `lanes` that there are. */
function tile1x4(
  a: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  c: usize,
  depth: usize,
  lanes: usize,
): void {
  let sum = loadLanes(c, lanes);
  for (let k: usize = 0; k < depth; k++) {
    sum = addProduct4(sum, v128.load_splat<f32>(a), loadLanes(b, lanes));
    a += aColumn;
    b += bRow;
  }
  storeLanes(c, sum, lanes);
}

/** C += A · B for `depth` terms. */
export function addProduct(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
  m: usize,
  n: usize,
  depth: usize,
): void {
  let row: usize = 0;
  for (; row + 4 <= m; row += 4) {
    let column: usize = 0;
    for (; column + 8 <= n; column += 8)
      tile4x8(a, aRow, aColumn, b + column * 4, bRow, c + column * 4, cRow, depth);
    for (; column < n; column += 4)
      tile4x4(a, aRow, aColumn, b + column * 4, bRow, c + column * 4, cRow, depth, n - column);
    a += aRow << 2;
    c += cRow << 2;
  }
  for (; row < m; row++) {
    for (let column: usize = 0; column < n; column += 4)
      tile1x4(a, aColumn, b + column * 4, bRow, c + column * 4, depth, n - column);
    a += aRow;
    c += cRow;
  }
}

/** Puts `start` `[n]`, or zeros where it is 0, into every row of C. */
function startRows(c: usize, cRow: usize, m: usize, n: usize, start: usize): void {
  for (let row: usize = 0; row < m; row++) {
    if (start == 0) memory.fill(c, 0, n * 4);
    else memory.copy(c, start, n * 4);
    c += cRow;
  }
}

/**
 * Rows `begin` … `end` of C = start + A · B; `start` `[n]` is added to every row, 0 stands for none. Rows of C lie `n`
 * numbers apart.
 */
export function matmul(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  c: usize,
  start: usize,
  n: usize,
  depth: usize,
  begin: usize,
  end: usize,
): void {
  const cRow = n << 2;
  a += begin * aRow;
  c += begin * cRow;
  const m = end - begin;
  startRows(c, cRow, m, n, start);
  for (let k: usize = 0; k < depth; k += DEPTH)
    addProduct(a + k * aColumn, aRow, aColumn, b + k * bRow, bRow, c, cRow, m, n, min(DEPTH, depth - k));
}

/** Products `begin` … `end` of many, of `m` rows each; `aNext` and `bNext` lie between one A or B and the next, or are 0. */
export function batchMatmul(
  a: usize,
  aNext: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bNext: usize,
  bRow: usize,
  c: usize,
  m: usize,
  n: usize,
  depth: usize,
  begin: usize,
  end: usize,
): void {
  for (let i = begin; i < end; i++)
    matmul(a + i * aNext, aRow, aColumn, b + i * bNext, bRow, c + ((i * m * n) << 2), 0, n, depth, 0, m);
}
