import { channelOf, grayOf, packChannels, PIXEL } from './pixels';
import { VECTOR } from './vector';

/** @file Changes of a view's colours in place, equal in every bit to `augment/distortions`. `bytes` is a whole number of vectors. */

/** From `base` at factor 0 to `value` at factor 1 and on, truncated and clipped. */
function blend(base: v128, value: v128, factor: v128): v128 {
  const mixed = f32x4.add(base, f32x4.mul(factor, f32x4.sub(value, base)));
  return f32x4.min(f32x4.max(f32x4.trunc(mixed), f32x4.splat(0)), f32x4.splat(255));
}

function blendPixels(base: v128, pixels: v128, factor: v128): v128 {
  return packChannels(
    blend(base, channelOf(pixels, 0), factor),
    blend(base, channelOf(pixels, 1), factor),
    blend(base, channelOf(pixels, 2), factor),
  );
}

/** Scales the distance from one gray value. */
export function blendWith(view: usize, bytes: usize, base: f32, factor: f32): void {
  const bases = f32x4.splat(base);
  const factors = f32x4.splat(factor);
  for (let at = view; at < view + bytes; at += VECTOR)
    v128.store(at, blendPixels(bases, v128.load(at), factors));
}

/** Scales the distance of every pixel from its own gray value. */
export function saturate(view: usize, bytes: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (let at = view; at < view + bytes; at += VECTOR) {
    const pixels = v128.load(at);
    v128.store(at, blendPixels(grayOf(pixels), pixels, factors));
  }
}

export function grayscale(view: usize, bytes: usize): void {
  for (let at = view; at < view + bytes; at += VECTOR) {
    const gray = grayOf(v128.load(at));
    v128.store(at, packChannels(gray, gray, gray));
  }
}

/** Inverts values of 128 and more. */
export function solarize(view: usize, bytes: usize): void {
  for (let at = view; at < view + bytes; at += VECTOR) {
    const pixels = v128.load(at);
    // The empty highest byte is 0 and stays it.
    v128.store(at, v128.xor(pixels, i8x16.shr_s(pixels, 7)));
  }
}

/** The mean gray value of `size` × `size` pixels, rounded; `row` bytes lie between the lines. */
export function meanGray(view: usize, row: usize, size: usize): f32 {
  let sum: i64 = 0;
  for (let line: usize = 0; line < size; line++) {
    const from = view + line * row;
    let sums = i32x4.splat(0);
    let column: usize = 0;
    for (; column + 4 <= size; column += 4)
      sums = i32x4.add(sums, i32x4.trunc_sat_f32x4_s(grayOf(v128.load(from + column * PIXEL))));
    for (; column < size; column++)
      sum += <i64>f32x4.extract_lane(grayOf(v128.load32_zero(from + column * PIXEL)), 0);
    sum += i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1);
    sum += i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
  }
  return <f32>floor<f64>(<f64>sum / <f64>(size * size) + 0.5);
}
