import { BOX_WEIGHT_BITS } from '../../augment/distortions/gaussianBlur';
import { defineProgram } from '../program';
import { PIXEL_FUNCTIONS, TILE } from './renderViewsPixels';

/**
 * One box blur of every blurred view along its rows (axis 0) or columns (axis 1), `[B, size, size]`, rounded to 8 bits;
 * views that stay sharp are not written. A pass of its own for each box needs no memory of a workgroup's and so no
 * barrier, whatever the box's width. Invocations: (column, row, view).
 */
export const boxBlurProgram = defineProgram('renderViews.boxBlur', () => ({
  inputs: { views: 'u32', parameters: 'f32' },
  outputs: { blurred: 'u32' },
  uniforms: { size: 'u32', axis: 'u32' },
  workgroupSize: [TILE, TILE],
  declarations: `${PIXEL_FUNCTIONS}
// Pixel number \`position\` of the line that starts at \`line\`; the ends are repeated outside.
fn pixelAt(line: u32, position: i32) -> vec3<u32> {
  let step = select(params.size, 1u, params.axis == 0u);
  return vec3<u32>(unpackPixel(views[line + u32(clamp(position, 0, i32(params.size) - 1)) * step]));
}`,
  main: `
let view = workgroup.z;
if (parameter(view, BLUR_SIGMA) == 0.0 || global.x >= params.size || global.y >= params.size) { return; }
let plane = view * params.size * params.size;
let alongRow = params.axis == 0u;
let line = plane + select(global.x, global.y * params.size, alongRow);
let position = i32(select(global.y, global.x, alongRow));
let radius = i32(parameter(view, BOX_RADIUS));
var sum = vec3<u32>(0u);
for (var offset = -radius; offset <= radius; offset++) { sum += pixelAt(line, position + offset); }
let ends = pixelAt(line, position - radius - 1) + pixelAt(line, position + radius + 1);
let total = sum * u32(parameter(view, BOX_WEIGHT)) + ends * u32(parameter(view, BOX_EDGE_WEIGHT));
let mean = (total + vec3<u32>(${2 ** (BOX_WEIGHT_BITS - 1)}u)) >> vec3<u32>(${BOX_WEIGHT_BITS}u);
blurred[plane + global.y * params.size + global.x] = packPixel(vec3<i32>(mean));`,
}));
