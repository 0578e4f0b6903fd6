import { PIXEL } from './pixels';

/** @file Turns of the colour circle through 8-bit HSV, in Pillow's mixture of float32 and float64: see `augment/distortions/hue.ts`. */

const FULL_TURN: f64 = 255;

/** To the next whole number, halves up; `value` is not negative. */
function rounded(value: f64): u32 {
  const below = floor(value);
  return <u32>below + (value - below >= 0.5 ? 1 : 0);
}

function hueOf(red: f32, green: f32, blue: f32, value: f32, range: f32): u32 {
  const redPart = (value - red) / range;
  const greenPart = (value - green) / range;
  const bluePart = (value - blue) / range;
  let sixths: f64;
  if (red == value) sixths = <f64>bluePart - <f64>greenPart;
  else if (green == value) sixths = 2 + <f64>redPart - <f64>bluePart;
  else sixths = 4 + <f64>greenPart - <f64>redPart;
  const turns = <f64>(<f32>sixths) / 6 + 1;
  return <u32>(<f64>(<f32>(turns - floor(turns))) * FULL_TURN);
}

function pixelOf(red: u32, green: u32, blue: u32): u32 {
  return red | (green << 8) | (blue << 16);
}

function fromHsv(hue: u32, saturationByte: u32, value: u32): u32 {
  if (saturationByte == 0) return pixelOf(value, value, value);
  const sixths = <f64>(hue * 6) / FULL_TURN;
  const sector = floor(sixths);
  const fraction = <f64>(<f32>(sixths - sector));
  const saturation = <f64>(<f32>(<f64>saturationByte / FULL_TURN));
  const low = rounded(<f64>value * (1 - saturation));
  const falling = rounded(<f64>value * (1 - saturation * fraction));
  const rising = rounded(<f64>value * (1 - saturation * (1 - fraction)));
  switch (<u32>sector % 6) {
    case 0:
      return pixelOf(value, rising, low);
    case 1:
      return pixelOf(falling, value, low);
    case 2:
      return pixelOf(low, value, rising);
    case 3:
      return pixelOf(low, falling, value);
    case 4:
      return pixelOf(rising, low, value);
    default:
      return pixelOf(value, low, falling);
  }
}

/** Adds `shift`, modulo 256, to the hues of `bytes` bytes of pixels in place. */
export function turnHue(view: usize, bytes: usize, shift: u32): void {
  for (let at = view; at < view + bytes; at += PIXEL) {
    const pixel = load<u32>(at);
    const red = pixel & 0xff;
    const green = (pixel >> 8) & 0xff;
    const blue = pixel >> 16;
    const value = max(red, max(green, blue));
    const range = value - min(red, min(green, blue));
    // Without a saturation the hue does not count.
    if (range == 0) continue;
    const hue = hueOf(<f32>red, <f32>green, <f32>blue, <f32>value, <f32>range);
    const saturation = <u32>(<f64>(<f32>range / <f32>value) * FULL_TURN);
    store<u32>(at, fromHsv((hue + shift) & 0xff, saturation, value));
  }
}
