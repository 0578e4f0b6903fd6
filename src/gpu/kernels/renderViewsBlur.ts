import { BOX_PASSES, BOX_WEIGHT_BITS } from '../../augment/cpu/gaussianBlur';
import { PIXEL_MEAN, PIXEL_STD } from '../../augment/cpu/normalize';
import { SOLARIZE_THRESHOLD } from '../../augment/cpu/solarize';
import { defineProgram } from '../program';
import { COLOUR_FUNCTIONS } from './renderViewsColour';
import { PIXEL_FUNCTIONS } from './renderViewsPixels';

const ROW_THREADS = 64;
const COLUMN_THREADS = 256;
/** Most columns of a workgroup: as many words as a memory transaction has. */
const MAX_LANES = 16;
/** What every WebGPU device has of workgroup memory, in words. */
const WORKGROUP_WORDS = 4096;

/** Columns that a workgroup of the column pass takes together; their pixels lie twice in its memory. */
export function columnLanes(size: number): number {
  let lanes = MAX_LANES;
  while (lanes > 1 && 2 * lanes * size > WORKGROUP_WORDS) lanes /= 2;
  return lanes;
}

/**
 * WGSL of the blur of `lanes` lines of `size` pixels in workgroup memory, position by position: pixel `p` of lane `l`
 * is word `p · lanes + l`. `blurLines` returns where the result starts.
 */
function lineFunctions(size: number, lanes: number, threads: number): string {
  return `
const WORDS = ${size * lanes}u;
var<workgroup> lines: array<u32, ${2 * size * lanes}>;

fn lineWord(start: u32, lane: u32, position: i32) -> vec3<u32> {
  return vec3<u32>(unpackPixel(lines[start + u32(clamp(position, 0, ${size - 1})) * ${lanes}u + lane]));
}

fn boxAt(view: u32, start: u32, word: u32) -> u32 {
  let lane = word % ${lanes}u;
  let position = i32(word / ${lanes}u);
  let radius = i32(parameter(view, BOX_RADIUS));
  var sum = vec3<u32>(0u);
  for (var offset = -radius; offset <= radius; offset++) {
    sum += lineWord(start, lane, position + offset);
  }
  let ends = lineWord(start, lane, position - radius - 1) + lineWord(start, lane, position + radius + 1);
  let total = sum * u32(parameter(view, BOX_WEIGHT)) + ends * u32(parameter(view, BOX_EDGE_WEIGHT));
  return packPixel(vec3<i32>((total + vec3<u32>(${2 ** (BOX_WEIGHT_BITS - 1)}u)) >> vec3<u32>(${BOX_WEIGHT_BITS}u)));
}

fn blurLines(view: u32, thread: u32) -> u32 {
  if (parameter(view, BLUR_SIGMA) == 0.0) { return 0u; }
  var start = 0u;
  for (var repeat = 0; repeat < ${BOX_PASSES}; repeat++) {
    workgroupBarrier();
    let next = WORDS - start;
    for (var word = thread; word < WORDS; word += ${threads}u) {
      lines[next + word] = boxAt(view, start, word);
    }
    start = next;
  }
  return start;
}
`;
}

/**
 * Finishes the colour of every view, contrast change and grayscale included, and blurs it along its rows, in place.
 * Workgroups: (row, view).
 */
export const blurRowsProgram = defineProgram('renderViews.blurRows', ({ size }: { size: number }) => ({
  inputs: { meanGray: 'i32', parameters: 'f32' },
  outputs: { views: 'u32' },
  workgroupSize: [ROW_THREADS],
  declarations: `${PIXEL_FUNCTIONS}${COLOUR_FUNCTIONS}${lineFunctions(size, 1, ROW_THREADS)}`,
  main: `
let view = workgroup.y;
if (!hasContrast(view) && parameter(view, GRAYSCALE) == 0.0 && parameter(view, BLUR_SIGMA) == 0.0) { return; }
let first = (view * ${size}u + workgroup.x) * ${size}u;
for (var column = localIndex; column < ${size}u; column += ${ROW_THREADS}u) {
  lines[column] = packPixel(fromContrastOn(view, unpackPixel(views[first + column]), meanGray[view]));
}
let start = blurLines(view, localIndex);
for (var column = localIndex; column < ${size}u; column += ${ROW_THREADS}u) {
  views[first + column] = lines[start + column];
}`,
}));

/**
 * Blurs every view along its columns, solarises and normalises it: `[B, size, size, 3]`.
 * Workgroups: (group of columns, view).
 */
export const blurColumnsProgram = defineProgram('renderViews.blurColumns', ({ size }: { size: number }) => {
  const lanes = columnLanes(size);
  return {
    inputs: { views: 'u32', parameters: 'f32' },
    outputs: { rendered: 'f32' },
    workgroupSize: [COLUMN_THREADS],
    declarations: `${PIXEL_FUNCTIONS}${lineFunctions(size, lanes, COLUMN_THREADS)}
const MEAN = vec3<f32>(${PIXEL_MEAN.join(', ')});
const STD = vec3<f32>(${PIXEL_STD.join(', ')});`,
    main: `
let view = workgroup.y;
let firstColumn = workgroup.x * ${lanes}u;
for (var word = localIndex; word < WORDS; word += ${COLUMN_THREADS}u) {
  let column = firstColumn + word % ${lanes}u;
  if (column < ${size}u) { lines[word] = views[(view * ${size}u + word / ${lanes}u) * ${size}u + column]; }
}
let start = blurLines(view, localIndex);
for (var word = localIndex; word < WORDS; word += ${COLUMN_THREADS}u) {
  let column = firstColumn + word % ${lanes}u;
  if (column >= ${size}u) { continue; }
  var pixel = unpackPixel(lines[start + word]);
  if (parameter(view, SOLARIZE) != 0.0) {
    pixel = select(vec3<i32>(255) - pixel, pixel, pixel < vec3<i32>(${SOLARIZE_THRESHOLD}));
  }
  let normalized = (vec3<f32>(pixel) / 255.0 - MEAN) / STD;
  let at = ((view * ${size}u + word / ${lanes}u) * ${size}u + column) * 3u;
  rendered[at] = normalized.r;
  rendered[at + 1u] = normalized.g;
  rendered[at + 2u] = normalized.b;
}`,
  };
});
