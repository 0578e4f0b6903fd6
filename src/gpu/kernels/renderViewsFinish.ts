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

/**
 * Takes the last pixel steps and normalises the views by `channels`, means and then standard deviations: `[B, size, size, 3]`.
 * Invocations: (column, row, view).
 */
export const normalizeProgram = defineProgram('renderViews.normalize', () => ({
  inputs: { views: 'u32', parameters: 'f32' },
  outputs: { rendered: 'f32' },
  uniforms: { size: 'u32', channels: 'array<vec4<f32>, 2>' },
  workgroupSize: [TILE, TILE],
  declarations: PIXEL_FUNCTIONS,
  main: `
let view = workgroup.z;
if (global.x >= params.size || global.y >= params.size) { return; }
let index = (view * params.size + global.y) * params.size + global.x;
var pixel = unpackPixel(views[index]);
${pixelSteps('last')}
let normalized = (vec3<f32>(pixel) / 255.0 - params.channels[0].xyz) / params.channels[1].xyz;
rendered[3u * index] = normalized.r;
rendered[3u * index + 1u] = normalized.g;
rendered[3u * index + 2u] = normalized.b;`,
}));
