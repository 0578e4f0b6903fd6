import { changesColour, COLOUR_FUNCTIONS } from './renderViewsColour';
import { pixelSteps } from './renderViewsPixels';

/** @file What is left to do with a pixel after the resizing, by the passes that read it anyway. */

/** What the functions below read besides `parameters`: the sums of gray that resizing left, and of how many strips. */
export const GRAY_SUMS = { input: { graySums: 'u32' }, uniform: { strips: 'u32' } } as const;

/**
 * WGSL for views of `size` pixels a side: the colour changes from contrast on, and the pixel steps among them.
 * `finishOf(view)` is what they are for a view, `finished` a packed pixel after them.
 */
export const finishFunctions = (size: number): string => `${COLOUR_FUNCTIONS}
struct Finish { view: u32, isDue: bool, meanGray: i32 }
fn finishOf(view: u32) -> Finish {
  if (!(${changesColour('view')})) { return Finish(view, false, 0); }
  var sum = 0u;
  for (var strip = 0u; strip < params.strips; strip++) { sum += graySums[view * params.strips + strip]; }
  return Finish(view, true, i32((2u * sum + ${size ** 2}u) / ${2 * size ** 2}u));
}
fn finished(word: u32, finish: Finish) -> u32 {
  if (!finish.isDue) { return word; }
  return packPixel(fromContrastOn(finish.view, unpackPixel(word), finish.meanGray));
}`;

/** Means and then standard deviations of the channels. */
export const NORMALIZE_UNIFORMS = { channels: 'array<vec4<f32>, 2>' } as const;

/** WGSL: takes the last pixel steps of the pixel `word` at `index`, and writes it normalised. Wants `view` and `rendered`. */
export const NORMALIZE = `
var pixel = unpackPixel(word);
${pixelSteps('last')}
let normalized = (vec3<f32>(pixel) / 255.0 - params.channels[0].xyz) / params.channels[1].xyz;
rendered[3u * index] = normalized.r;
rendered[3u * index + 1u] = normalized.g;
rendered[3u * index + 2u] = normalized.b;`;
