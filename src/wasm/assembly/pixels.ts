/**
 * @file Pixels of 8 bits a channel, four in a vector: a pixel is one word, red lowest and its highest byte 0. Computed with
 * as float32, in which their whole numbers are exact.
 */

/** Bytes of a pixel. */
export const PIXEL: usize = 4;

/** Red, green or blue (`channel` 0, 1 or 2) of four pixels. */
export function channelOf(pixels: v128, channel: i32): v128 {
  return f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(pixels, channel << 3), i32x4.splat(0xff)));
}

/** Four pixels of their channels, whole numbers from 0 to 255. */
export function packChannels(red: v128, green: v128, blue: v128): v128 {
  return v128.or(
    i32x4.trunc_sat_f32x4_s(red),
    v128.or(i32x4.shl(i32x4.trunc_sat_f32x4_s(green), 8), i32x4.shl(i32x4.trunc_sat_f32x4_s(blue), 16)),
  );
}

/** The four channels of one pixel as int32. */
export function widened(pixel: u32): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(i32x4.splat(pixel)));
}

/** One pixel of its four channels, each clipped to a byte. */
export function narrowed(channels: v128): u32 {
  const words = i16x8.narrow_i32x4_s(channels, channels);
  return i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0);
}

/** Gray values of four pixels (ITU-R 601), rounded: sums of up to 255 · 2¹⁶ are exact in float32. */
export function grayOf(pixels: v128): v128 {
  const sum = f32x4.add(
    f32x4.add(
      f32x4.mul(channelOf(pixels, 0), f32x4.splat(19595)),
      f32x4.mul(channelOf(pixels, 1), f32x4.splat(38470)),
    ),
    f32x4.add(f32x4.mul(channelOf(pixels, 2), f32x4.splat(7471)), f32x4.splat(0x8000)),
  );
  return f32x4.floor(f32x4.mul(sum, f32x4.splat(1 / 65536)));
}
