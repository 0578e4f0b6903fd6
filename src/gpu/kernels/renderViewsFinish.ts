import { PIXEL_MEAN, PIXEL_STD } from '../../augment/cpu/normalize';
import { SOLARIZE_THRESHOLD } from '../../augment/cpu/solarize';
import { defineProgram } from '../program';
import { COLOUR_FUNCTIONS } from './renderViewsColour';
import { PIXEL_FUNCTIONS, TILE } from './renderViewsPixels';

/**
 * The colour changes from contrast on, and grayscale, in place; views that have neither are not touched.
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
if (!hasContrast(view) && parameter(view, GRAYSCALE) == 0.0) { return; }
let index = (view * params.size + global.y) * params.size + global.x;
views[index] = packPixel(fromContrastOn(view, unpackPixel(views[index]), meanGray[view]));`,
}));

/** Solarises and normalises the views: `[B, size, size, 3]`. Invocations: (column, row, view). */
export const normalizeProgram = defineProgram('renderViews.normalize', () => ({
  inputs: { views: 'u32', parameters: 'f32' },
  outputs: { rendered: 'f32' },
  uniforms: { size: 'u32' },
  workgroupSize: [TILE, TILE],
  declarations: `${PIXEL_FUNCTIONS}
const MEAN = vec3<f32>(${PIXEL_MEAN.join(', ')});
const STD = vec3<f32>(${PIXEL_STD.join(', ')});`,
  main: `
let view = workgroup.z;
if (global.x >= params.size || global.y >= params.size) { return; }
let index = (view * params.size + global.y) * params.size + global.x;
var pixel = unpackPixel(views[index]);
if (parameter(view, SOLARIZE) != 0.0) {
  pixel = select(vec3<i32>(255) - pixel, pixel, pixel < vec3<i32>(${SOLARIZE_THRESHOLD}));
}
let normalized = (vec3<f32>(pixel) / 255.0 - MEAN) / STD;
rendered[3u * index] = normalized.r;
rendered[3u * index + 1u] = normalized.g;
rendered[3u * index + 2u] = normalized.b;`,
}));
