import { narrowed, PIXEL, widened } from './pixels';

/** @file Gaussian blur as three boxes along each axis, rounded to 8 bits after each: see `augment/distortions/gaussianBlur.ts`. */

const PASSES = 3;
/** Fractional bits of the weights. */
const WEIGHT_BITS = 24;

/** One box over a line of `length` pixels from `from` to `to`; the ends are repeated outside. */
function box(
  from: usize,
  to: usize,
  toStep: usize,
  length: isize,
  radius: isize,
  weight: i32,
  edgeWeight: i32,
): void {
  const last = length - 1;
  let sum = i32x4.splat(0);
  for (let i = -radius; i <= radius; i++) sum = i32x4.add(sum, pixelAt(from, i, last));
  for (let i: isize = 0; i < length; i++) {
    const before = pixelAt(from, i - radius - 1, last);
    const after = pixelAt(from, i + radius + 1, last);
    const inner = i32x4.mul(sum, i32x4.splat(weight));
    const edges = i32x4.mul(i32x4.add(before, after), i32x4.splat(edgeWeight));
    const total = i32x4.add(i32x4.add(inner, edges), i32x4.splat(1 << (WEIGHT_BITS - 1)));
    store<u32>(to + <usize>i * toStep, narrowed(i32x4.shr_u(total, WEIGHT_BITS)));
    sum = i32x4.add(i32x4.sub(sum, pixelAt(from, i - radius, last)), after);
  }
}

function pixelAt(line: usize, index: isize, last: isize): v128 {
  return widened(load<u32>(line + <usize>min(max(index, 0), last) * PIXEL));
}

/** Blurs the line of `length` pixels that begins at `start`, `step` bytes apart, in place; `lines` has room for two of them. */
function blurLine(
  start: usize,
  step: usize,
  length: usize,
  lines: usize,
  radius: isize,
  weight: i32,
  edgeWeight: i32,
): void {
  let from = lines;
  let to = lines + length * PIXEL;
  for (let i: usize = 0; i < length; i++) store<u32>(from + i * PIXEL, load<u32>(start + i * step));
  for (let pass = 1; pass < PASSES; pass++) {
    box(from, to, PIXEL, length, radius, weight, edgeWeight);
    const swapped = from;
    from = to;
    to = swapped;
  }
  box(from, start, step, length, radius, weight, edgeWeight);
}

/** Blurs a view of `size` × `size` pixels in place, rows first; `row` bytes lie between its lines. */
export function blur(
  view: usize,
  row: usize,
  size: usize,
  lines: usize,
  radius: isize,
  weight: i32,
  edgeWeight: i32,
): void {
  for (let line: usize = 0; line < size; line++)
    blurLine(view + line * row, PIXEL, size, lines, radius, weight, edgeWeight);
  for (let column: usize = 0; column < size; column++)
    blurLine(view + column * PIXEL, row, size, lines, radius, weight, edgeWeight);
}
