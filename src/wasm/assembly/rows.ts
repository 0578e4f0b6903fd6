/** @file Rows that an index names. */

/** Rows `begin` … `end` of y: x's rows `index[row]`, of `bytes` each. */
export function gatherRows(x: usize, index: usize, y: usize, bytes: usize, begin: usize, end: usize): void {
  for (let row = begin; row < end; row++)
    memory.copy(y + row * bytes, x + <usize>load<i32>(index + (row << 2)) * bytes, bytes);
}

/**
 * Adds dy's rows to those of dx that they were gathered from, of samples `begin` … `end` with `count` rows each; no two
 * samples share a row of dx.
 */
export function addRows(
  dy: usize,
  index: usize,
  dx: usize,
  count: usize,
  bytes: usize,
  begin: usize,
  end: usize,
): void {
  for (let row = begin * count; row < end * count; row++) {
    const from = dy + row * bytes;
    const to = dx + <usize>load<i32>(index + (row << 2)) * bytes;
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16)
      v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
    for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
  }
}
