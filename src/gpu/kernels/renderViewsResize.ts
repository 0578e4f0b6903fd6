import { WEIGHT_BITS } from '../../augment/cpu/resize';
import { defineProgram } from '../program';
import { COLOUR_FUNCTIONS } from './renderViewsColour';
import { PIXEL_FUNCTIONS } from './renderViewsPixels';
import { TAP_AXES, TAP_HEADER } from './renderViewsTaps';

/** Neighbouring columns that a workgroup takes, and how many rows of a crop it keeps of them. */
type Strip = { readonly lines: number; readonly rows: number };

const THREADS = 64;
/** Neighbouring columns lie side by side in memory, and so are read and written together. */
const MOST_LINES = 8;
/** Half of the memory that every device gives a workgroup. */
const MOST_PIXELS = 2048;

/** The strips that views of images of this height are resized in. */
export function resizeStrip(sourceHeight: number): Strip {
  const rows = Math.min(sourceHeight, MOST_PIXELS);
  return { lines: Math.min(MOST_LINES, Math.floor(MOST_PIXELS / rows)), rows };
}

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
 * Resamples every crop, rows before columns, mirrors flipped views, and applies the colour changes that need no more than
 * the pixel itself: those before a contrast change, or all. → `[B, size, size]`, and the sum of gray of each strip of
 * columns, `[B, strips]`, for the contrast change. What is resampled along the rows stays in the workgroup; rows of a
 * taller crop than it holds are resampled again wherever they are needed.
 * Workgroups: (strip, 1, view).
 */
export const resizeProgram = defineProgram<Strip>('renderViews.resize', ({ lines, rows }) => ({
  inputs: { images: 'u32', indices: 'i32', parameters: 'f32', taps: 'i32' },
  outputs: { views: 'u32', graySums: 'u32' },
  uniforms: { size: 'u32', sourceHeight: 'u32', sourceWidth: 'u32', tapStride: 'u32', count: 'u32' },
  workgroupSize: [THREADS],
  declarations: `${PIXEL_FUNCTIONS}${COLOUR_FUNCTIONS}
var<workgroup> narrow: array<u32, ${lines * rows}>;
// A sum of integers: the same in whatever order they come.
var<workgroup> graySum: atomic<u32>;
// Three bytes from anywhere in the packed images, in one word or across two.
fn sourcePixel(index: u32) -> vec3<i32> {
  let byte = index * 3u;
  let word = byte >> 2u;
  let shift = (byte & 3u) * 8u;
  var bits = images[word] >> shift;
  if (shift > 8u) { bits |= images[word + 1u] << (32u - shift); }
  return unpackPixel(bits);
}
fn resampledRow(view: u32, row: u32, column: u32) -> vec3<i32> {
  let sourceRow = u32(indices[view % params.count]) * params.sourceHeight + u32(parameter(view, TOP)) + row;
  let start = sourceRow * params.sourceWidth + u32(parameter(view, LEFT));
  ${weightedSum(0, 'column', 'sourcePixel(start + index)')}
  return pixel;
}
fn narrowPixel(view: u32, row: u32, column: u32, line: u32) -> vec3<i32> {
  if (row >= ${rows}u) { return resampledRow(view, row, column); }
  return unpackPixel(narrow[row * ${lines}u + line]);
}`,
  main: `
let view = workgroup.z;
let firstColumn = workgroup.x * ${lines}u;
let kept = min(u32(parameter(view, HEIGHT)), ${rows}u);
for (var e = localIndex; e < kept * ${lines}u; e += ${THREADS}u) {
  let column = firstColumn + e % ${lines}u;
  if (column < params.size) { narrow[e] = packPixel(resampledRow(view, e / ${lines}u, column)); }
}
workgroupBarrier();
var gray = 0u;
for (var e = localIndex; e < params.size * ${lines}u; e += ${THREADS}u) {
  let row = e / ${lines}u;
  let line = e % ${lines}u;
  let column = firstColumn + line;
  // The last strip may have fewer columns.
  if (column >= params.size) { continue; }
  ${weightedSum(1, 'row', 'narrowPixel(view, index, column, line)')}
  let changed = beforeContrast(view, pixel);
  gray += u32(grayOf(changed));
  let flipped = select(column, params.size - 1u - column, parameter(view, FLIP) != 0.0);
  views[(view * params.size + row) * params.size + flipped] = packPixel(changed);
}
atomicAdd(&graySum, gray);
workgroupBarrier();
if (localIndex == 0u) { graySums[view * workgroups.x + workgroup.x] = atomicLoad(&graySum); }`,
}));
