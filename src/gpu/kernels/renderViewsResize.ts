import { WEIGHT_BITS } from '../../augment/cpu/resize';
import { defineProgram } from '../program';
import { COLOUR_FUNCTIONS } from './renderViewsColour';
import { PIXEL_FUNCTIONS, TILE } from './renderViewsPixels';
import { TAP_AXES, TAP_HEADER } from './renderViewsTaps';

/** The weighted sum of one output pixel; `read` is WGSL for input pixel number `index` along the axis. */
function weightedSum(axis: number, position: string, read: string): string {
  return `
let entry = ((view * ${TAP_AXES}u + ${axis}u) * params.size + ${position}) * params.tapStride;
let first = u32(taps[entry]);
let count = u32(taps[entry + 1u]);
var sum = vec3<i32>(1 << ${WEIGHT_BITS - 1}u);
for (var tap = 0u; tap < count; tap++) {
  let index = first + tap;
  sum += ${read} * taps[entry + ${TAP_HEADER}u + tap];
}
let pixel = clamp(sum >> vec3<u32>(${WEIGHT_BITS}u), vec3<i32>(0), vec3<i32>(255));`;
}

/**
 * Resamples the rows of every crop, `[B, sourceHeight, size]`; rows beyond the crop's height are left undefined.
 * Invocations: (column of the view, row of the crop, view).
 */
export const resizeRowsProgram = defineProgram('renderViews.resizeRows', () => ({
  inputs: { images: 'u32', indices: 'i32', parameters: 'f32', taps: 'i32' },
  outputs: { narrow: 'u32' },
  uniforms: { size: 'u32', sourceHeight: 'u32', sourceWidth: 'u32', tapStride: 'u32', count: 'u32' },
  workgroupSize: [TILE, TILE],
  declarations: `${PIXEL_FUNCTIONS}
// Three bytes from anywhere in the packed images, in one word or across two.
fn sourcePixel(index: u32) -> vec3<i32> {
  let byte = index * 3u;
  let word = byte >> 2u;
  let shift = (byte & 3u) * 8u;
  var bits = images[word] >> shift;
  if (shift > 8u) { bits |= images[word + 1u] << (32u - shift); }
  return unpackPixel(bits);
}`,
  main: `
let column = global.x;
let row = global.y;
let view = workgroup.z;
if (column >= params.size || row >= u32(parameter(view, HEIGHT))) { return; }
let sourceRow = u32(indices[view % params.count]) * params.sourceHeight + u32(parameter(view, TOP)) + row;
let start = sourceRow * params.sourceWidth + u32(parameter(view, LEFT));
${weightedSum(0, 'column', 'sourcePixel(start + index)')}
narrow[(view * params.sourceHeight + row) * params.size + column] = packPixel(pixel);`,
}));

/**
 * Resamples the columns of every crop, mirrors flipped views, and applies the colour changes that need no more than the
 * pixel itself: those before a contrast change, or all. → `[B, size, size]`.
 * Invocations: (column of the view, row of the view, view).
 */
export const resizeColumnsProgram = defineProgram('renderViews.resizeColumns', () => ({
  inputs: { narrow: 'u32', parameters: 'f32', taps: 'i32' },
  outputs: { views: 'u32' },
  uniforms: { size: 'u32', sourceHeight: 'u32', tapStride: 'u32' },
  workgroupSize: [TILE, TILE],
  declarations: `${PIXEL_FUNCTIONS}${COLOUR_FUNCTIONS}`,
  main: `
let column = global.x;
let row = global.y;
let view = workgroup.z;
if (column >= params.size || row >= params.size) { return; }
let unflipped = select(column, params.size - 1u - column, parameter(view, FLIP) != 0.0);
let start = view * params.sourceHeight;
${weightedSum(1, 'row', 'unpackPixel(narrow[(start + index) * params.size + unflipped])')}
views[(view * params.size + row) * params.size + column] = packPixel(beforeContrast(view, pixel));`,
}));
