/** Blocks `begin` … `end` of `bytes` bytes each, from x to y; they lie `xStep` and `yStep` bytes apart. */
export function copyBlocks(
  x: usize,
  xStep: usize,
  y: usize,
  yStep: usize,
  bytes: usize,
  begin: usize,
  end: usize,
): void {
  for (let block = begin; block < end; block++) memory.copy(y + block * yStep, x + block * xStep, bytes);
}
