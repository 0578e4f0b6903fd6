import { util } from '@tensorflow/tfjs-core';
import type { conv2d, Conv2dActivation } from '../../ops/conv2d';
import { allocateParameterGradient } from '../parameterGradients';
import { activationGradient } from './activation';
import { columnSums } from './columnSums';
import { lanesOf, realOf } from './flat';
import { allocateActivation, allocateLike } from '../halfTensors';
import { columns, type Operand } from './matmul/definition';
import { defineMatmul } from './matmul/matmul';
import type { WebGpuKernels } from './kernel';
import { tapsInside } from './tapsInside';

/**
 * @file Convolution and its gradients as products over windows that are addressed in the image. A window is given by
 * its image's first pixel and its corner, an element of it by (y, x, channel).
 */

type Geometry = { readonly size: number; readonly stride: number; readonly padding: number };

const UNIFORMS = {
  height: 'u32',
  width: 'u32',
  channels: 'u32',
  outputs: 'u32',
  outHeight: 'u32',
  outWidth: 'u32',
} as const;

const SPLIT_INDEX = `
fn splitIndex(k: u32, size: u32, depth: u32) -> vec3<i32> {
  let tap = k / depth;
  return vec3<i32>(vec3<u32>(tap / size, tap % size, k % depth));
}`;

/** WGSL of windows in x: `windowAt(row)`, `inWindow(k)` and the value there, zero outside the image. */
const windows = ({ size, stride, padding }: Geometry): string => `${SPLIT_INDEX}
fn windowAt(row: u32) -> vec3<i32> {
  let cells = params.outHeight * params.outWidth;
  let cell = row % cells;
  let corner = vec2<i32>(vec2<u32>(cell / params.outWidth, cell % params.outWidth)) * ${stride} - ${padding};
  return vec3<i32>(i32(row / cells * params.height * params.width), corner);
}
fn inWindow(k: u32) -> vec3<i32> { return splitIndex(k, ${size}u, params.channels); }
fn filterInWindow(k: u32) -> vec3<i32> {
  let tap = k % ${size * size}u;
  return vec3<i32>(vec3<u32>(tap / ${size}u, tap % ${size}u, k / ${size * size}u));
}
fn pixel(corner: vec3<i32>, offset: vec3<i32>) -> f32 {
  let y = corner.y + offset.x;
  let x0 = corner.z + offset.y;
  let i = (u32(corner.x + y * i32(params.width) + x0)) * params.channels + u32(offset.z);
  ${padding === 0 ? 'return read_x(i);' : 'return select(0.0, read_x(i), u32(y) < params.height && u32(x0) < params.width);'}
}`;

/** WGSL of the outputs that saw a pixel: output line (y + padding − i) / stride where that is whole and in range. */
const origins = ({ size, stride, padding }: Geometry): string => `${SPLIT_INDEX}
fn pixelAt(row: u32) -> vec3<i32> {
  let pixels = params.height * params.width;
  let place = row % pixels;
  let shifted = vec2<i32>(vec2<u32>(place / params.width, place % params.width)) + ${padding};
  return vec3<i32>(i32(row / pixels * params.outHeight * params.outWidth), shifted);
}
fn origin(pixel: vec3<i32>, offset: vec3<i32>) -> f32 {
  let line = pixel.yz - offset.xy;
  let cell = line / ${stride};
  let seen = all(line >= vec2<i32>()) && all(cell * ${stride} == line)
    && all(vec2<u32>(cell) < vec2<u32>(params.outHeight, params.outWidth));
  let i = u32(pixel.x + cell.x * i32(params.outWidth) + cell.y) * params.outputs + u32(offset.z);
  return select(0.0, read_dy(i), seen);
}
fn inFilter(k: u32) -> u32 {
  return (k % params.outputs) * params.channels * ${size * size}u + k / params.outputs;
}`;

const imageWindows: Operand = {
  contiguous: 'k',
  width: 1,
  row: 'windowAt(row)',
  rowType: 'vec3<i32>',
  k: 'inWindow(k)',
  kType: 'vec3<i32>',
  at: 'pixel(r, s)',
};

type Forward = Geometry & { readonly activation: Conv2dActivation; readonly bias: boolean };

const forward = defineMatmul<Forward>('conv2d', ({ activation, bias, ...geometry }) => ({
  inputs: { x: 'real', w: 'f32', ...(bias ? { b: 'f32' as const } : {}) },
  outputs: ['y'],
  uniforms: UNIFORMS,
  declarations: windows(geometry),
  ...(bias ? { start: 'b[column]' } : {}),
  ...(activation === 'relu' ? { finish: 'write_y(i, max(Value(), value));' } : {}),
  a: imageWindows,
  b: {
    contiguous: 'k',
    width: 1,
    row: 'row * params.k',
    k: `(k % params.channels) * ${geometry.size ** 2}u + k / params.channels`,
    at: 'w[r + s]',
  },
}));

const inputGradient = defineMatmul<Geometry>('conv2d_input_gradient', (geometry) => ({
  inputs: { dy: 'real', w: 'f32' },
  outputs: ['dx'],
  uniforms: UNIFORMS,
  declarations: origins(geometry),
  a: {
    contiguous: 'k',
    width: 1,
    row: 'pixelAt(row)',
    rowType: 'vec3<i32>',
    k: `splitIndex(k, ${geometry.size}u, params.outputs)`,
    kType: 'vec3<i32>',
    at: 'origin(r, s)',
  },
  b: { contiguous: 'row', width: 1, row: `row * ${geometry.size ** 2}u`, k: 'inFilter(k)', at: 'w[r + s]' },
}));

const filterGradient = defineMatmul<Geometry & { widthY: 1 | 4 }>('conv2d_filter_gradient', (constants) => ({
  inputs: { x: 'real', dy: realOf(constants.widthY) },
  outputs: ['dw'],
  uniforms: UNIFORMS,
  declarations: windows(constants),
  a: columns('dy', 'params.m', constants.widthY),
  b: {
    contiguous: 'row',
    width: 1,
    row: 'filterInWindow(row)',
    rowType: 'vec3<i32>',
    k: 'windowAt(k)',
    kType: 'vec3<i32>',
    at: 'pixel(s, r)',
  },
}));

interface Extents {
  readonly uniforms: Record<keyof typeof UNIFORMS, number>;
  readonly batch: number;
  readonly taps: number;
}

function extents(image: readonly number[], outputs: number, { size, stride, padding }: Geometry): Extents {
  const [batch, height, width, channels] = image as [number, number, number, number];
  const outHeight = Math.floor((height + 2 * padding - size) / stride) + 1;
  const outWidth = Math.floor((width + 2 * padding - size) / stride) + 1;
  return { uniforms: { height, width, channels, outputs, outHeight, outWidth }, batch, taps: size * size };
}

/** Floating-point operations: of the convolution and of either gradient, taps in the padding left out. */
function operationsOf({ uniforms, batch }: Extents, geometry: Geometry): number {
  const { height, width, channels, outputs } = uniforms;
  return 2 * batch * channels * outputs * tapsInside(height, geometry) * tapsInside(width, geometry);
}

export const conv2dKernels: WebGpuKernels<typeof conv2d> = {
  forward(backend, { x, w, b }, attributes) {
    const { stride, padding, activation = 'none' } = attributes;
    const [n, , size] = w.shape as [number, number, number];
    const geometry = { size, stride, padding };
    const all = extents(x.shape, n, geometry);
    const { uniforms, batch, taps } = all;
    const operations = operationsOf(all, geometry);
    const shape = [batch, uniforms.outHeight, uniforms.outWidth, n];
    const y = allocateActivation(backend, shape, attributes);
    const m = batch * uniforms.outHeight * uniforms.outWidth;
    const k = taps * uniforms.channels;
    const inputs = { x, w, ...(b && { b }) };
    const own = { ...geometry, activation, bias: b !== undefined };
    forward(backend, own, { m, n, k, inputs, outputs: { y }, uniforms, operations });
    return y;
  },

  inputGradient(backend, { dy, w, x }, { stride, padding }) {
    const [outputs, n, size] = w.shape as [number, number, number];
    const geometry = { size, stride, padding };
    const all = extents(x.shape, outputs, geometry);
    const { uniforms, batch, taps } = all;
    const dx = allocateLike(backend, x);
    const m = batch * uniforms.height * uniforms.width;
    const k = taps * outputs;
    const operations = operationsOf(all, geometry);
    const run = { m, n, k, inputs: { dy, w }, outputs: { dx }, uniforms, operations };
    inputGradient(backend, geometry, run);
    return dx;
  },

  filterGradient(backend, { dy, x, w }, { stride, padding }) {
    const m = dy.shape[3]!;
    const geometry = { size: w.shape[2]!, stride, padding };
    const all = extents(x.shape, m, geometry);
    const { uniforms, batch, taps } = all;
    const dw = allocateParameterGradient(backend, w.shape);
    const k = batch * uniforms.outHeight * uniforms.outWidth;
    const run = {
      ...{ m, n: uniforms.channels * taps, k, inputs: { dy, x }, outputs: { dw }, uniforms },
      operations: operationsOf(all, geometry),
    };
    filterGradient(backend, { ...geometry, widthY: lanesOf(m) }, run);
    return dw;
  },

  biasGradient(backend, { dy }) {
    const columns = dy.shape[3]!;
    return columnSums(backend, { x: dy }, util.sizeFromShape(dy.shape) / columns, columns)[0]!;
  },

  activationGradient: (backend, { dy, bent }, { activation }) =>
    activationGradient(backend, activation, dy, bent),
};
