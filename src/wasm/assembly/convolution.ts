import { linear } from './linear';
import { addProduct } from './matmul';
import { unfold } from './patches';

/**
 * @file Convolutions whose patches are made a few lines at a time, so that they stay in the cache. The lines of outputs,
 * counted over all images, fall into `parts`, each with `slot` bytes of scratch memory: room for a line's patches or more.
 */

/** The first line of a part. */
function firstLine(part: usize, parts: usize, lines: usize): usize {
  return (lines * part) / parts;
}

/** Parts `begin` … `end` of y = act(convolution + bias); `wt` `[depth, outputs]` is the filter over patches. */
export function convolve(
  activation: i32,
  x: usize,
  wt: usize,
  bias: usize,
  y: usize,
  outputs: usize,
  scratch: usize,
  slot: usize,
  lines: usize,
  parts: usize,
  height: usize,
  width: usize,
  channels: usize,
  rows: usize,
  columns: usize,
  size: usize,
  stride: usize,
  padding: usize,
  begin: usize,
  end: usize,
): void {
  const depth = size * size * channels;
  const lineBytes = (columns * depth) << 2;
  for (let part = begin; part < end; part++) {
    const last = firstLine(part + 1, parts, lines);
    for (let line = firstLine(part, parts, lines); line < last;) {
      const stop = min(line + slot / lineBytes, last);
      // Where the patches of the very first line would lie.
      const patches = scratch + part * slot - line * lineBytes;
      unfold(x, patches, height, width, channels, rows, columns, size, stride, padding, line, stop);
      linear(activation, patches, wt, bias, y, 0, outputs, depth, line * columns, stop * columns);
      line = stop;
    }
  }
}

/** What parts `begin` … `end` of the outputs add to the filter's gradient over patches, `[parts, outputs, depth]`. */
export function filterGradients(
  dy: usize,
  x: usize,
  gradients: usize,
  outputs: usize,
  scratch: usize,
  slot: usize,
  lines: usize,
  parts: usize,
  height: usize,
  width: usize,
  channels: usize,
  rows: usize,
  columns: usize,
  size: usize,
  stride: usize,
  padding: usize,
  begin: usize,
  end: usize,
): void {
  const depth = size * size * channels;
  const row = depth << 2;
  const lineBytes = columns * row;
  const outputBytes = outputs << 2;
  for (let part = begin; part < end; part++) {
    const gradient = gradients + part * outputs * row;
    memory.fill(gradient, 0, outputs * row);
    const patches = scratch + part * slot;
    const last = firstLine(part + 1, parts, lines);
    for (let line = firstLine(part, parts, lines); line < last;) {
      const stop = min(line + slot / lineBytes, last);
      const before = patches - line * lineBytes;
      unfold(x, before, height, width, channels, rows, columns, size, stride, padding, line, stop);
      const own = dy + line * columns * outputBytes;
      const cells = (stop - line) * columns;
      addProduct(own, 4, outputBytes, patches, row, gradient, row, outputs, depth, cells);
      line = stop;
    }
  }
}
