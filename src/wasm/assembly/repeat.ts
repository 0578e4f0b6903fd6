/** Blocks `begin` … `end` of x, each `times` times in a row; a block has `bytes` bytes, a multiple of four. */
export function repeat(x: usize, y: usize, bytes: usize, times: usize, begin: usize, end: usize): void {
  for (let block = begin; block < end; block++) {
    const from = x + block * bytes;
    let to = y + block * times * bytes;
    const last = to + times * bytes;
    if (bytes == 4) {
      const value = load<f32>(from);
      const values = f32x4.splat(value);
      for (; to + 16 <= last; to += 16) v128.store(to, values);
      for (; to < last; to += 4) store<f32>(to, value);
    } else for (; to < last; to += bytes) memory.copy(to, from, bytes);
  }
}
