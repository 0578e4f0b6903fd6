import { narrowed, PIXEL, widened } from './pixels';
import { VECTOR } from './vector';

/** @file The bicubic, antialiased resize of a crop, equal in every bit to `augment/cpu/resize.ts`: columns first, then rows. */

/** Bytes of an RGB pixel of a source image. */
const RGB: usize = 3;
/** Half-width of the kernel, in pixels of whichever grid is coarser. */
const SUPPORT: f64 = 2;
/** Fractional bits of the weights. */
const WEIGHT_BITS = 22;

/** Keys' cubic convolution kernel with a = −1/2. */
function bicubic(x: f64): f64 {
  const a: f64 = -0.5;
  const distance = abs(x);
  if (distance < 1) return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
  if (distance < SUPPORT) return (((distance - 5) * distance + 8) * distance - 4) * a;
  return 0;
}

/** The most taps of an output pixel. */
function mostTaps(input: usize, output: usize): usize {
  return 2 * <usize>ceil(SUPPORT * max<f64>(<f64>input / <f64>output, 1)) + 1;
}

/** Int32 values of one output pixel's taps: the first input pixel, how many there are, and their weights. */
function tapStride(most: usize): usize {
  return most + 2;
}

/** Bytes of one pixel's weights before they are rounded, a whole number of vectors. */
function valueBytes(most: usize): usize {
  return (most * 8 + VECTOR - 1) & ~(VECTOR - 1);
}

/** Bytes of the taps of `output` pixels of at most `most` taps each, a whole number of vectors. */
function tapBytes(output: usize, most: usize): usize {
  return (((output * tapStride(most)) << 2) + VECTOR - 1) & ~(VECTOR - 1);
}

/** Taps of every output pixel of an axis. When shrinking, the kernel widens with the scale. */
function findTaps(taps: usize, values: usize, input: usize, output: usize, most: usize): void {
  const scale = <f64>input / <f64>output;
  const kernelScale = max<f64>(scale, 1);
  const support = SUPPORT * kernelScale;
  for (let position: usize = 0; position < output; position++) {
    const centre = (<f64>position + 0.5) * scale;
    const first = <isize>max<f64>(0, trunc(centre - support + 0.5));
    const count = <isize>min<f64>(<f64>input, trunc(centre + support + 0.5)) - first;
    let sum: f64 = 0;
    for (let tap: isize = 0; tap < count; tap++) {
      const value = bicubic((<f64>(first + tap) - centre + 0.5) * (1 / kernelScale));
      store<f64>(values + (tap << 3), value);
      sum += value;
    }
    const to = taps + ((position * tapStride(most)) << 2);
    store<i32>(to, <i32>first);
    store<i32>(to, <i32>count, 4);
    for (let tap: isize = 0; tap < count; tap++) {
      const weight = (load<f64>(values + (tap << 3)) / sum) * <f64>(1 << WEIGHT_BITS);
      store<i32>(to + (tap << 2), <i32>trunc(weight < 0 ? weight - 0.5 : weight + 0.5), 8);
    }
  }
}

/** The three channels of a source pixel; reads nothing beside them. */
function sourcePixel(from: usize): v128 {
  return widened((<u32>load<u16>(from)) | ((<u32>load<u8>(from, 2)) << 16));
}

/** Resizes one line of the source; a flipped one is written from its end. */
function resizeLine(from: usize, to: usize, taps: usize, most: usize, size: usize, flip: bool): void {
  const half = i32x4.splat(1 << (WEIGHT_BITS - 1));
  for (let position: usize = 0; position < size; position++) {
    const own = taps + ((position * tapStride(most)) << 2);
    const count = <usize>load<i32>(own, 4);
    let pixel = from + <usize>load<i32>(own) * RGB;
    let sum = half;
    for (let tap: usize = 0; tap < count; tap++) {
      sum = i32x4.add(sum, i32x4.mul(sourcePixel(pixel), v128.load32_splat(own + (tap << 2), 8)));
      pixel += RGB;
    }
    const column = flip ? size - 1 - position : position;
    store<u32>(to + column * PIXEL, narrowed(i32x4.shr_s(sum, WEIGHT_BITS)));
  }
}

/** Bytes between the lines of a view: whole vectors. */
export function viewRow(size: usize): usize {
  return (size * PIXEL + VECTOR - 1) & ~(VECTOR - 1);
}

/** Bytes of scratch memory that `resizedCrop` needs for crops of an image of `height` × `width` pixels. */
export function resizeBytes(height: usize, width: usize, size: usize): usize {
  const down = mostTaps(height, size);
  const across = mostTaps(width, size);
  return valueBytes(max(down, across)) + tapBytes(size, down) + tapBytes(size, across) + down * viewRow(size);
}

/** Four pixels of the lines of a ring, weighted by a pixel's taps. */
function resizedPixels(ring: usize, lines: usize, row: usize, column: usize, own: usize): v128 {
  const half = i32x4.splat(1 << (WEIGHT_BITS - 1));
  let sum0 = half;
  let sum1 = half;
  let sum2 = half;
  let sum3 = half;
  const count = <usize>load<i32>(own, 4);
  const end = ring + lines * row + column;
  let from = ring + (<usize>load<i32>(own) % lines) * row + column;
  for (let tap: usize = 0; tap < count; tap++) {
    const weight = v128.load32_splat(own + (tap << 2), 8);
    const pixels = v128.load(from);
    const low = i16x8.extend_low_i8x16_u(pixels);
    const high = i16x8.extend_high_i8x16_u(pixels);
    sum0 = i32x4.add(sum0, i32x4.mul(i32x4.extend_low_i16x8_u(low), weight));
    sum1 = i32x4.add(sum1, i32x4.mul(i32x4.extend_high_i16x8_u(low), weight));
    sum2 = i32x4.add(sum2, i32x4.mul(i32x4.extend_low_i16x8_u(high), weight));
    sum3 = i32x4.add(sum3, i32x4.mul(i32x4.extend_high_i16x8_u(high), weight));
    from += row;
    if (from == end) from = ring + column;
  }
  return i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_s(i32x4.shr_s(sum0, WEIGHT_BITS), i32x4.shr_s(sum1, WEIGHT_BITS)),
    i16x8.narrow_i32x4_s(i32x4.shr_s(sum2, WEIGHT_BITS), i32x4.shr_s(sum3, WEIGHT_BITS)),
  );
}

/**
 * The crop of an image as `size` × `size` pixels, its lines `viewRow` bytes apart. Of the crop's narrowed lines, as many
 * are kept in a ring as one line of the view is made of. `scratch` has `resizeBytes`.
 */
export function resizedCrop(
  image: usize,
  height: usize,
  width: usize,
  top: usize,
  left: usize,
  cropHeight: usize,
  cropWidth: usize,
  flip: bool,
  view: usize,
  size: usize,
  scratch: usize,
): void {
  const down = mostTaps(height, size);
  const across = mostTaps(width, size);
  const columnTaps = scratch + valueBytes(max(down, across));
  const rowTaps = columnTaps + tapBytes(size, across);
  const ring = rowTaps + tapBytes(size, down);
  const row = viewRow(size);
  findTaps(columnTaps, scratch, cropWidth, size, across);
  findTaps(rowTaps, scratch, cropHeight, size, down);
  memory.fill(ring, 0, down * row);
  const corner = image + (top * width + left) * RGB;
  let made: usize = 0;
  for (let line: usize = 0; line < size; line++) {
    const own = rowTaps + ((line * tapStride(down)) << 2);
    const first = <usize>load<i32>(own);
    const end = first + <usize>load<i32>(own, 4);
    for (made = max(made, first); made < end; made++)
      resizeLine(corner + made * width * RGB, ring + (made % down) * row, columnTaps, across, size, flip);
    for (let column: usize = 0; column < row; column += VECTOR)
      v128.store(view + line * row + column, resizedPixels(ring, down, row, column, own));
  }
}
