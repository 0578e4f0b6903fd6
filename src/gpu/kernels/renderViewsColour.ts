import {
  COLOUR_CHANGES,
  COLOUR_OPERATIONS,
  colourCode,
  MAX_COLOUR_OPERATIONS,
} from '../../augment/distortions/jitter';
import { isTaken, pixelSteps } from './renderViewsPixels';

/** Steps of the colour circle, and the largest value of every channel of 8-bit HSV. */
const FULL = 255;

/**
 * One bit for each quotient k / 255: whether its float32 lies below the true value. Pillow truncates 255 times that
 * float, so exact quotients lose one level where the bit is set.
 */
function roundedDownBits(): string {
  const words = new Uint32Array((FULL + 1) / 32);
  for (let level = 0; level <= FULL; level++) {
    const word = level >> 5;
    if (Math.fround(level / FULL) * FULL < level) words[word] = words[word]! | (1 << (level & 31));
  }
  return `array<u32, ${words.length}>(${Array.from(words, (word) => `${word}u`).join(', ')})`;
}

/**
 * WGSL of the colour changes, pixel by pixel, as in `augment/cpu`. HSV is computed in integers: the same on all devices,
 * and equal to Pillow's floats but for one level of hue in a few pixels. Builds on `PIXEL_FUNCTIONS`.
 */
export const COLOUR_FUNCTIONS = `
const ROUNDED_DOWN = ${roundedDownBits()};

// Truncated and clipped, from \`base\` at factor 0 to \`pixel\` at factor 1 and on.
fn blend(base: i32, pixel: vec3<i32>, factor: f32) -> vec3<i32> {
  let mixed = vec3<f32>(f32(base)) + factor * vec3<f32>(pixel - vec3<i32>(base));
  return clamp(vec3<i32>(mixed), vec3<i32>(0), vec3<i32>(${FULL}));
}

// Truncated share of ${FULL}, where Pillow goes through float32.
fn shareOfFull(part: i32, whole: i32) -> i32 {
  let product = ${FULL} * part;
  let share = product / whole;
  if (share * whole < product) { return share; }
  return share - i32((ROUNDED_DOWN[u32(share) >> 5u] >> (u32(share) & 31u)) & 1u);
}

// value · (1 − share / ${FULL * FULL}), rounded.
fn dimmed(value: i32, share: i32) -> i32 {
  return (2 * value * (${FULL * FULL} - share) + ${FULL * FULL}) / ${2 * FULL * FULL};
}

fn turnHue(pixel: vec3<i32>, shift: i32) -> vec3<i32> {
  let value = max(pixel.r, max(pixel.g, pixel.b));
  let range = value - min(pixel.r, min(pixel.g, pixel.b));
  if (range == 0) { return pixel; }
  var sixths: i32;
  if (pixel.r == value) { sixths = pixel.g - pixel.b; }
  else if (pixel.g == value) { sixths = 2 * range + pixel.b - pixel.r; }
  else { sixths = 4 * range + pixel.r - pixel.g; }
  if (sixths < 0) { sixths += 6 * range; }
  let hue = (shareOfFull(sixths, 6 * range) + shift) & 255;
  let saturation = shareOfFull(range, value);
  let sector = 6 * hue / ${FULL};
  let rest = 6 * hue % ${FULL};
  let low = dimmed(value, saturation * ${FULL});
  let falling = dimmed(value, saturation * rest);
  let rising = dimmed(value, saturation * (${FULL} - rest));
  switch (sector % 6) {
    case 0: { return vec3<i32>(value, rising, low); }
    case 1: { return vec3<i32>(falling, value, low); }
    case 2: { return vec3<i32>(low, value, rising); }
    case 3: { return vec3<i32>(low, falling, value); }
    case 4: { return vec3<i32>(rising, low, value); }
    default: { return vec3<i32>(value, low, falling); }
  }
}

fn operationAt(view: u32, position: u32) -> i32 {
  return i32(parameter(view, OPERATIONS + position));
}

// \`meanGray\` matters to a contrast change only.
fn changeColour(view: u32, position: u32, pixel: vec3<i32>, meanGray: i32) -> vec3<i32> {
  let amount = parameter(view, AMOUNTS + position);
  switch (operationAt(view, position)) {
${COLOUR_OPERATIONS.map(
  (operation) => `    case ${colourCode(operation)}: { return ${COLOUR_CHANGES[operation].pixel}; }`,
).join('\n')}
    default: { return pixel; }
  }
}

// Where in the list of operations the contrast change stands, or the list's length.
fn contrastPosition(view: u32) -> u32 {
  var position = 0u;
  while (position < ${MAX_COLOUR_OPERATIONS}u && operationAt(view, position) != ${colourCode('contrast')}) {
    position++;
  }
  return position;
}

fn hasContrast(view: u32) -> bool {
  return contrastPosition(view) < ${MAX_COLOUR_OPERATIONS}u;
}

fn beforeContrast(view: u32, pixel: vec3<i32>) -> vec3<i32> {
  var changed = pixel;
  let end = contrastPosition(view);
  for (var position = 0u; position < end; position++) {
    changed = changeColour(view, position, changed, 0);
  }
  return changed;
}

fn fromContrastOn(view: u32, before: vec3<i32>, meanGray: i32) -> vec3<i32> {
  var pixel = before;
  for (var position = contrastPosition(view); position < ${MAX_COLOUR_OPERATIONS}u; position++) {
    pixel = changeColour(view, position, pixel, meanGray);
  }
${pixelSteps('colours')}
  return pixel;
}
`;

/** WGSL: whether a view has something to do from its contrast change on. */
export function changesColour(view: string): string {
  return [`hasContrast(${view})`, ...isTaken('colours', view)].join(' || ');
}
