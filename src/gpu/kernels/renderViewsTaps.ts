import { BICUBIC_SUPPORT, WEIGHT_BITS } from '../../augment/cpu/resize';
import { defineProgram } from '../program';
import { PIXEL_FUNCTIONS } from './renderViewsPixels';

/** Values before an output pixel's weights: its first input pixel and how many it has. */
export const TAP_HEADER = 2;
/** Axes of the table of taps: along the rows, then along the columns. */
export const TAP_AXES = 2;
export const TAP_WORKGROUP = 64;

/** Values per output pixel in the table of taps: enough for a crop as long as the source. */
export function tapStride(sourceLength: number, size: number): number {
  const support = BICUBIC_SUPPORT * Math.max(1, sourceLength / size);
  return TAP_HEADER + Math.ceil(2 * support) + 1;
}

/**
 * The taps of `resizedCrop` for every view, `[B, 2, size, tapStride]`: which pixels of the crop make an output pixel,
 * and their weights in fixed point. Computed once, so that the resampling passes only multiply and add.
 * Invocations: (output pixel, axis, view).
 */
export const tapsProgram = defineProgram('renderViews.taps', () => ({
  inputs: { parameters: 'f32' },
  outputs: { taps: 'i32' },
  uniforms: { size: 'u32', tapStride: 'u32' },
  workgroupSize: [TAP_WORKGROUP],
  declarations: `${PIXEL_FUNCTIONS}
fn bicubic(x: f32) -> f32 {
  let d = abs(x);
  if (d < 1.0) { return (1.5 * d - 2.5) * d * d + 1.0; }
  if (d < 2.0) { return -0.5 * (((d - 5.0) * d + 8.0) * d - 4.0); }
  return 0.0;
}`,
  main: `
let position = global.x;
let axis = workgroup.y;
let view = workgroup.z;
if (position >= params.size) { return; }
let cropLength = parameter(view, select(HEIGHT, WIDTH, axis == 0u));
let scale = cropLength / f32(params.size);
let kernelScale = max(scale, 1.0);
let support = ${BICUBIC_SUPPORT}.0 * kernelScale;
let centre = (f32(position) + 0.5) * scale;
let first = max(0, i32(centre - support + 0.5));
let end = min(i32(cropLength), i32(centre + support + 0.5));
let count = min(end - first, i32(params.tapStride) - ${TAP_HEADER});
var sum = 0.0;
for (var tap = 0; tap < count; tap++) {
  sum += bicubic((f32(first + tap) - centre + 0.5) / kernelScale);
}
let entry = ((view * ${TAP_AXES}u + axis) * params.size + position) * params.tapStride;
taps[entry] = first;
taps[entry + 1u] = count;
for (var tap = 0; tap < count; tap++) {
  let weight = bicubic((f32(first + tap) - centre + 0.5) / kernelScale) / sum * ${2 ** WEIGHT_BITS}.0;
  taps[entry + ${TAP_HEADER}u + u32(tap)] = i32(round(weight));
}`,
}));
