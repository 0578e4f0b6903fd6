import { addProduct4 } from './vector';

/** @file Means over the cells of maps, and the ends of residual blocks. */

/** y `[batch, channels]` = Σ over cells of x `[batch, cells, channels]` / cells, samples `begin` … `end`. */
export function meanCells(x: usize, y: usize, cells: usize, channels: usize, begin: usize, end: usize): void {
  const bytes = channels << 2;
  const share: f32 = 1 / <f32>cells;
  memory.fill(y + begin * bytes, 0, (end - begin) * bytes);
  for (let sample = begin; sample < end; sample++) {
    const to = y + sample * bytes;
    let from = x + sample * cells * bytes;
    for (let cell: usize = 0; cell < cells; cell++) {
      let at: usize = 0;
      for (; at + 16 <= bytes; at += 16)
        v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
      for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
      from += bytes;
    }
    for (let at: usize = 0; at < bytes; at += 4) store<f32>(to + at, load<f32>(to + at) * share);
  }
}

/** dx[sample, cell] = dy[sample] / cells, samples `begin` … `end`. */
export function meanCellsGradient(
  dy: usize,
  dx: usize,
  cells: usize,
  channels: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = channels << 2;
  const share: f32 = 1 / <f32>cells;
  for (let sample = begin; sample < end; sample++) {
    const first = dx + sample * cells * bytes;
    for (let at: usize = 0; at < bytes; at += 4)
      store<f32>(first + at, load<f32>(dy + sample * bytes + at) * share);
    for (let cell: usize = 1; cell < cells; cell++) memory.copy(first + cell * bytes, first, bytes);
  }
}

/**
 * y = x + branch · gamma · keep[row / sample] of `[rows, columns]`, rows `begin` … `end`; x, gamma and keep may be 0, for
 * zeros and ones.
 */
export function residual(
  x: usize,
  branch: usize,
  gamma: usize,
  keep: usize,
  y: usize,
  sample: usize,
  columns: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = columns << 2;
  for (let row = begin; row < end; row++) {
    const scale: f32 = keep == 0 ? 1 : load<f32>(keep + ((row / sample) << 2));
    const scales = f32x4.splat(scale);
    const offset = row * bytes;
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const factor = gamma == 0 ? scales : f32x4.mul(scales, v128.load(gamma + at));
      const start = x == 0 ? f32x4.splat(0) : v128.load(x + offset + at);
      v128.store(y + offset + at, addProduct4(start, factor, v128.load(branch + offset + at)));
    }
    for (; at < bytes; at += 4) {
      const factor: f32 = gamma == 0 ? scale : scale * load<f32>(gamma + at);
      const start: f32 = x == 0 ? 0 : load<f32>(x + offset + at);
      store<f32>(y + offset + at, start + factor * load<f32>(branch + offset + at));
    }
  }
}
