import { addProduct4, storeLanes, VECTOR } from './vector';

/**
 * @file The 7 × 7 depthwise convolution with padding 3 on padded maps, whose channels are filled up to whole vectors.
 * A padded map is `[height + 6, across + 6, channels4]`, `across` being the width filled up to whole tiles of outputs.
 */

const SIDE: usize = 3;
const SIZE: usize = 7;
/** Outputs that are computed side by side. */
const TILE: usize = 4;

function paddedRow(width: usize, channels4: usize): usize {
  return ((((width + TILE - 1) / TILE) * TILE + 2 * SIDE) * channels4) << 2;
}

/** Bytes of one padded map. */
export function paddedMapBytes(height: usize, width: usize, channels4: usize): usize {
  return (height + 2 * SIDE) * paddedRow(width, channels4);
}

/** Copies samples `begin` … `end` of x `[batch, height, width, channels]` into padded maps. */
export function padMaps(
  x: usize,
  padded: usize,
  height: usize,
  width: usize,
  channels: usize,
  channels4: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = paddedMapBytes(height, width, channels4);
  const row = paddedRow(width, channels4);
  const cell = channels << 2;
  memory.fill(padded + begin * bytes, 0, (end - begin) * bytes);
  for (let sample = begin; sample < end; sample++) {
    for (let line: usize = 0; line < height; line++) {
      const from = x + (sample * height + line) * width * cell;
      const to = padded + sample * bytes + (line + SIDE) * row + ((SIDE * channels4) << 2);
      if (channels == channels4) memory.copy(to, from, width * cell);
      else
        for (let column: usize = 0; column < width; column++)
          memory.copy(to + ((column * channels4) << 2), from + column * cell, cell);
    }
  }
}

/**
 * Samples `begin` … `end` of the convolution, `[batch, height, width, channels]`; filter `[49, channels4]`, bias
 * `[channels4]`.
 */
export function depthwiseConv(
  padded: usize,
  filter: usize,
  bias: usize,
  y: usize,
  height: usize,
  width: usize,
  channels: usize,
  channels4: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = paddedMapBytes(height, width, channels4);
  const row = paddedRow(width, channels4);
  const pixel = channels4 << 2;
  const cell = channels << 2;
  for (let sample = begin; sample < end; sample++) {
    for (let line: usize = 0; line < height; line++) {
      const lineStart = padded + sample * bytes + line * row;
      const lineOut = y + (sample * height + line) * width * cell;
      for (let channel: usize = 0; channel < channels; channel += 4) {
        const offset = channel << 2;
        for (let column: usize = 0; column < width; column += TILE) {
          let s0 = v128.load(bias + offset);
          let s1 = s0;
          let s2 = s0;
          let s3 = s0;
          let from = lineStart + column * pixel + offset;
          let tap = filter + offset;
          for (let i: usize = 0; i < SIZE; i++) {
            let at = from;
            for (let j: usize = 0; j < SIZE; j++) {
              const weight = v128.load(tap);
              s0 = addProduct4(s0, weight, v128.load(at));
              s1 = addProduct4(s1, weight, v128.load(at + pixel));
              s2 = addProduct4(s2, weight, v128.load(at + pixel * 2));
              s3 = addProduct4(s3, weight, v128.load(at + pixel * 3));
              at += pixel;
              tap += pixel;
            }
            from += row;
          }
          const lanes = channels - channel;
          const out = lineOut + column * cell + offset;
          storeLanes(out, s0, lanes);
          if (column + 1 < width) storeLanes(out + cell, s1, lanes);
          if (column + 2 < width) storeLanes(out + cell * 2, s2, lanes);
          if (column + 3 < width) storeLanes(out + cell * 3, s3, lanes);
        }
      }
    }
  }
}

/**
 * The filter's gradient, `[49, channels4]`, channels `begin` … `end`, both multiples of four: padded maps of x, correlated
 * with dy in padded maps of its own.
 */
export function depthwiseFilterGradient(
  padded: usize,
  paddedDy: usize,
  dw: usize,
  batch: usize,
  height: usize,
  width: usize,
  channels4: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = paddedMapBytes(height, width, channels4);
  const row = paddedRow(width, channels4);
  const pixel = channels4 << 2;
  const inside = SIDE * row + SIDE * pixel;
  for (let offset = begin << 2; offset < end << 2; offset += VECTOR) {
    for (let tap: usize = 0; tap < SIZE * SIZE; tap++) v128.store(dw + tap * pixel + offset, f32x4.splat(0));
    for (let sample: usize = 0; sample < batch; sample++) {
      for (let line: usize = 0; line < height; line++) {
        const gradients = paddedDy + sample * bytes + inside + line * row + offset;
        const seen = padded + sample * bytes + line * row + offset;
        for (let i: usize = 0; i < SIZE; i++) {
          const sums = dw + i * SIZE * pixel + offset;
          let s0 = v128.load(sums);
          let s1 = v128.load(sums + pixel);
          let s2 = v128.load(sums + pixel * 2);
          let s3 = v128.load(sums + pixel * 3);
          let s4 = v128.load(sums + pixel * 4);
          let s5 = v128.load(sums + pixel * 5);
          let s6 = v128.load(sums + pixel * 6);
          let at = seen + i * row;
          let from = gradients;
          for (let column: usize = 0; column < width; column++) {
            const g = v128.load(from);
            s0 = addProduct4(s0, g, v128.load(at));
            s1 = addProduct4(s1, g, v128.load(at + pixel));
            s2 = addProduct4(s2, g, v128.load(at + pixel * 2));
            s3 = addProduct4(s3, g, v128.load(at + pixel * 3));
            s4 = addProduct4(s4, g, v128.load(at + pixel * 4));
            s5 = addProduct4(s5, g, v128.load(at + pixel * 5));
            s6 = addProduct4(s6, g, v128.load(at + pixel * 6));
            at += pixel;
            from += pixel;
          }
          v128.store(sums, s0);
          v128.store(sums + pixel, s1);
          v128.store(sums + pixel * 2, s2);
          v128.store(sums + pixel * 3, s3);
          v128.store(sums + pixel * 4, s4);
          v128.store(sums + pixel * 5, s5);
          v128.store(sums + pixel * 6, s6);
        }
      }
    }
  }
}
