import { defineProgram } from '../program';
import { COLOUR_FUNCTIONS } from './renderViewsColour';
import { PIXEL_FUNCTIONS } from './renderViewsPixels';

const THREADS = 256;

/**
 * Mean gray of every view that a contrast change waits for, `[B]`, rounded; the others' are left undefined.
 * Workgroups: one per view.
 */
export const meanGrayProgram = defineProgram('renderViews.meanGray', () => ({
  inputs: { views: 'u32', parameters: 'f32' },
  outputs: { meanGray: 'i32' },
  uniforms: { size: 'u32' },
  workgroupSize: [THREADS],
  declarations: `${PIXEL_FUNCTIONS}${COLOUR_FUNCTIONS}
var<workgroup> partialSums: array<u32, ${THREADS}>;`,
  main: `
let view = workgroup.x;
if (!hasContrast(view)) { return; }
let area = params.size * params.size;
var sum = 0u;
for (var index = localIndex; index < area; index += ${THREADS}u) {
  sum += u32(grayOf(unpackPixel(views[view * area + index])));
}
partialSums[localIndex] = sum;
for (var reach = ${THREADS / 2}u; reach > 0u; reach /= 2u) {
  workgroupBarrier();
  if (localIndex < reach) { partialSums[localIndex] += partialSums[localIndex + reach]; }
}
if (localIndex == 0u) { meanGray[view] = i32((2u * partialSums[0] + area) / (2u * area)); }`,
}));
