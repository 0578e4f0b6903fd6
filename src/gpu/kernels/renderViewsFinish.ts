import { defineProgram } from '../program';
import { changesColour, COLOUR_FUNCTIONS } from './renderViewsColour';
import { PIXEL_FUNCTIONS, pixelSteps, TILE } from './renderViewsPixels';

/**
 * The colour changes from contrast on, and the pixel steps among them, in place; views that have neither are not touched.
 * Invocations: (column, row, view).
 */
export const finishColourProgram = defineProgram('renderViews.finishColour', () => ({
  inputs: { meanGray: 'i32', parameters: 'f32' },
  outputs: { views: 'u32' },
  uniforms: { size: 'u32' },
  workgroupSize: [TILE, TILE],
  declarations: `${PIXEL_FUNCTIONS}${COLOUR_FUNCTIONS}`,
  main: `
let view = workgroup.z;
if (global.x >= params.size || global.y >= params.size) { return; }
if (!(${changesColour('view')})) { return; }
let index = (view * params.size + global.y) * params.size + global.x;
views[index] = packPixel(fromContrastOn(view, unpackPixel(views[index]), meanGray[view]));`,
}));

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
