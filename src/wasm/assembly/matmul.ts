import { addProduct4 } from './vector';

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

/** One row of four columns. */
function tile1x4(a: usize, aColumn: usize, b: usize, bRow: usize, c: usize, depth: usize): void {
  let sum = v128.load(c);
  for (let k: usize = 0; k < depth; k++) {
    sum = addProduct4(sum, v128.load_splat<f32>(a), v128.load(b));
    a += aColumn;
    b += bRow;
  }
  v128.store(c, sum);
}

/** One number. */
function tile1x1(a: usize, aColumn: usize, b: usize, bRow: usize, c: usize, depth: usize): void {
  let sum = load<f32>(c);
  for (let k: usize = 0; k < depth; k++) {
    sum += load<f32>(a) * load<f32>(b);
    a += aColumn;
    b += bRow;
  }
  store<f32>(c, sum);
}

/** C += A · B for `depth` terms. */
function addProduct(
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
  while (row < m) {
    const rows: usize = row + 4 <= m ? 4 : 1;
    let column: usize = 0;
    if (rows == 4) {
      for (; column + 8 <= n; column += 8)
        tile4x8(a, aRow, aColumn, b + column * 4, bRow, c + column * 4, cRow, depth);
    }
    for (let r: usize = 0; r < rows; r++) {
      const aOfRow = a + r * aRow;
      const cOfRow = c + r * cRow;
      let at = column;
      for (; at + 4 <= n; at += 4) tile1x4(aOfRow, aColumn, b + at * 4, bRow, cOfRow + at * 4, depth);
      for (; at < n; at++) tile1x1(aOfRow, aColumn, b + at * 4, bRow, cOfRow + at * 4, depth);
    }
    a += rows * aRow;
    c += rows * cRow;
    row += rows;
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
