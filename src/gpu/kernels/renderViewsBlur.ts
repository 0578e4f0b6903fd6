import { BOX_PASSES, BOX_WEIGHT_BITS } from '../../augment/distortions/gaussianBlur';
import { defineProgram } from '../program';
import { NORMALIZE, NORMALIZE_UNIFORMS } from './renderViewsFinish';
import { PIXEL_FUNCTIONS } from './renderViewsPixels';

/**
 * @file The Gaussian blur: all boxes along the rows, then all along the columns, each rounded to 8 bits. A workgroup takes
 * some neighbouring lines of a view into its memory and blurs them there; sharp views are left as they are.
 */

/** Lines of a workgroup, and pixels of a line. */
type Lines = { readonly lines: number; readonly size: number };

type Axis = 'rows' | 'columns';

const THREADS = 64;
/** Neighbouring columns lie side by side in memory, and so are read and written together. */
const MOST_LINES = 8;
/** Two of them fit into the memory that every device gives a workgroup. Views have at most 512 pixels a side. */
const MOST_PIXELS = 2048;

export function blurLines(size: number): Lines {
  return { lines: Math.max(1, Math.min(MOST_LINES, Math.floor(MOST_PIXELS / size))), size };
}

/** Workgroups for `count` views. */
export function blurWorkgroups(count: number, { lines, size }: Lines): readonly [number, number, number] {
  return [Math.ceil(size / lines), 1, count];
}

/** WGSL: pixels by their numbers in the workgroup, before and after a box; `boxAt`, the box's mean around one of them. */
const declarations = ({ lines, size }: Lines, step: number): string => `${PIXEL_FUNCTIONS}
var<workgroup> pixels: array<u32, ${2 * lines * size}>;
/** The ends of a line, whose first pixel is number start, are repeated outside. */
fn pixelAt(start: u32, position: i32) -> vec3<u32> {
  return vec3<u32>(unpackPixel(pixels[start + u32(clamp(position, 0, ${size - 1})) * ${step}u]));
}
fn boxAt(view: u32, start: u32, position: i32) -> u32 {
  let radius = i32(parameter(view, BOX_RADIUS));
  var sum = vec3<u32>(0u);
  for (var offset = -radius; offset <= radius; offset++) { sum += pixelAt(start, position + offset); }
  let ends = pixelAt(start, position - radius - 1) + pixelAt(start, position + radius + 1);
  let total = sum * u32(parameter(view, BOX_WEIGHT)) + ends * u32(parameter(view, BOX_EDGE_WEIGHT));
  let mean = (total + vec3<u32>(${2 ** (BOX_WEIGHT_BITS - 1)}u)) >> vec3<u32>(${BOX_WEIGHT_BITS}u);
  return packPixel(vec3<i32>(mean));
}`;

/**
 * WGSL: `body` for each pixel of the workgroup, by its number `e`: `start` of its line, its `position` there, its
 * `index` among all pixels. Numbers go along the rows of the view, so that neighbours lie side by side in memory.
 */
function forEachPixel({ lines, size }: Lines, axis: Axis, body: string): string {
  const along = axis === 'rows';
  const line = along ? `e / ${size}u` : `e % ${lines}u`;
  return `for (var e = localIndex; e < ${lines * size}u; e += ${THREADS}u) {
    let line = workgroup.x * ${lines}u + ${line};
    let start = ${along ? `e - e % ${size}u` : line};
    let position = ${along ? `e % ${size}u` : `e / ${lines}u`};
    let index = view * ${size * size}u + ${along ? `line * ${size}u + position` : `position * ${size}u + line`};
    // The last workgroup may have fewer lines.
    if (line >= ${size}u) { continue; }
    ${body}
  }`;
}

/** Where pixels are after so many boxes. */
const half = ({ lines, size }: Lines, boxes: number): number => (boxes % 2) * lines * size;

/** WGSL: the pixel that all boxes have made of this invocation's pixel `e`. */
const result = (lines: Lines): string => `pixels[${half(lines, BOX_PASSES)}u + e]`;

/** WGSL: takes the lines of `views` through all boxes along an axis. */
function boxes(lines: Lines, axis: Axis): string {
  const passes = Array.from({ length: BOX_PASSES }, (_, pass) => {
    const [from, to] = [half(lines, pass), half(lines, pass + 1)];
    return `workgroupBarrier();
  ${forEachPixel(lines, axis, `pixels[${to}u + e] = boxAt(view, ${from}u + start, i32(position));`)}`;
  });
  return `${forEachPixel(lines, axis, 'pixels[e] = views[index];')}
  ${passes.join('\n  ')}`;
}

/** Along the rows, in place. */
export const blurRowsProgram = defineProgram<Lines>('renderViews.blurRows', (lines) => ({
  inputs: { parameters: 'f32' },
  outputs: { views: 'u32' },
  workgroupSize: [THREADS],
  declarations: declarations(lines, 1),
  main: `
  let view = workgroup.z;
  if (parameter(view, BLUR_SIGMA) == 0.0) { return; }
  ${boxes(lines, 'rows')}
  ${forEachPixel(lines, 'rows', `views[index] = ${result(lines)};`)}`,
}));

/** Along the columns, then the last pixel steps and the normalisation of every view: `[B, size, size, 3]`. */
export const blurColumnsProgram = defineProgram<Lines>('renderViews.blurColumns', (lines) => ({
  inputs: { views: 'u32', parameters: 'f32' },
  outputs: { rendered: 'f32' },
  uniforms: NORMALIZE_UNIFORMS,
  workgroupSize: [THREADS],
  declarations: declarations(lines, lines.lines),
  main: `
  let view = workgroup.z;
  let isBlurred = parameter(view, BLUR_SIGMA) != 0.0;
  if (isBlurred) {
    ${boxes(lines, 'columns')}
  }
  ${forEachPixel(lines, 'columns', `var word = views[index]; if (isBlurred) { word = ${result(lines)}; } ${NORMALIZE}`)}`,
}));
