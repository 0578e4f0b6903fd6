import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { conv2d, Conv2dActivation } from '../../ops/conv2d';
import type { patchConv } from '../../ops/patchConv';
import { allocate, release, type BackendView } from '../backendView';
import { call, callOn } from '../program';
import { ACTIVATIONS, activationGradient, biasGradient } from './linear';
import type { WasmKernels } from './kernel';

/** @file Convolutions as matrix products over patches. ConvNeXt's patch convolution is one whose stride is its size. */

const FLOAT = 4;
/** Parts of the outputs that have scratch memory of their own; sums over them have one order, whatever the threads. */
const PARTS = 32;
/** Bytes of patches that stay in the cache. */
const SLOT = 2 ** 16;
/** Bytes of filter gradients, one for each part, up to which they are worth their memory. */
const MOST_GRADIENTS = 2 ** 23;

interface Geometry {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  /** Outputs down and across. */
  readonly rows: number;
  readonly columns: number;
}

interface Window {
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
}

function geometryOf(shape: readonly number[], { size, stride, padding }: Window): Geometry {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const outputs = (extent: number): number => Math.floor((extent + 2 * padding - size) / stride) + 1;
  const [rows, columns] = [outputs(height), outputs(width)];
  return { batch, height, width, channels, size, stride, padding, rows, columns };
}

/** Arguments of `unfold` and `fold` after their tensors. */
function sides({ height, width, channels, rows, columns, size, stride, padding }: Geometry): number[] {
  return [height, width, channels, rows, columns, size, stride, padding];
}

/** Whether every patch is a pixel, so that the image has them as they are. */
function isPointwise({ size, stride, padding }: Geometry): boolean {
  return size === 1 && stride === 1 && padding === 0;
}

const depthOf = ({ size, channels }: Geometry): number => size * size * channels;

function patchesOf(backend: BackendView, x: TensorInfo, geometry: Geometry): TensorInfo {
  const { batch, rows, columns } = geometry;
  const patches = allocate(backend, [batch * rows * columns, depthOf(geometry)]);
  callOn(backend, 'unfold', batch * rows, x, patches, ...sides(geometry));
  return patches;
}

/** Scratch memory for the patches of each part, and the arguments of a program that works part by part. */
function inParts(
  backend: BackendView,
  geometry: Geometry,
): { readonly scratch: TensorInfo; readonly parts: readonly (number | TensorInfo)[] } {
  const { batch, rows, columns } = geometry;
  const slot = Math.max(SLOT, columns * depthOf(geometry) * FLOAT);
  const scratch = allocate(backend, [PARTS, slot / FLOAT]);
  return { scratch, parts: [scratch, slot, batch * rows, PARTS, ...sides(geometry)] };
}

/** w `[O, C, k, k]` as `[O, k · k · C]`, in the order of a patch. */
function filterRows(backend: BackendView, w: TensorInfo): TensorInfo {
  const [outputs, channels, size] = w.shape as [number, number, number, number];
  const taps = size * size;
  const filter = allocate(backend, [outputs, taps * channels]);
  call(backend, 'transposeEach', w, filter, outputs, channels, taps);
  return filter;
}

function forward(
  backend: BackendView,
  x: TensorInfo,
  w: TensorInfo,
  b: TensorInfo | undefined,
  window: Window,
  activation: Conv2dActivation = 'none',
): TensorInfo {
  const geometry = geometryOf(x.shape, window);
  const { batch, rows, columns } = geometry;
  const filter = filterRows(backend, w);
  const [outputs, depth] = filter.shape as [number, number];
  const transposed = allocate(backend, [depth, outputs]);
  call(backend, 'transpose', filter, depth * FLOAT, transposed, outputs * FLOAT, outputs, depth);
  const y = allocate(backend, [batch, rows, columns, outputs]);
  const code = ACTIVATIONS[activation];
  if (isPointwise(geometry)) {
    const cells = batch * rows * columns;
    callOn(backend, 'linear', cells, code, ...[x, transposed, b, y, undefined, outputs, depth]);
  } else {
    const { scratch, parts } = inParts(backend, geometry);
    callOn(backend, 'convolve', PARTS, code, ...[x, transposed, b, y, outputs, ...parts]);
    release(backend, scratch);
  }
  release(backend, filter, transposed);
  return y;
}

function inputGradient(
  backend: BackendView,
  dy: TensorInfo,
  w: TensorInfo,
  shape: readonly number[],
  window: Window,
): TensorInfo {
  const geometry = geometryOf(shape, window);
  const { batch, rows, columns } = geometry;
  const filter = filterRows(backend, w);
  const [outputs, depth] = filter.shape as [number, number];
  const cells = batch * rows * columns;
  const dx = allocate(backend, shape);
  const patches = isPointwise(geometry) ? dx : allocate(backend, [cells, depth]);
  callOn(
    backend,
    'matmul',
    cells,
    ...[dy, outputs * FLOAT, FLOAT],
    ...[filter, depth * FLOAT],
    ...[patches, 0, depth, outputs],
  );
  if (patches !== dx) {
    callOn(backend, 'fold', batch, patches, dx, ...sides(geometry));
    release(backend, patches);
  }
  release(backend, filter);
  return dx;
}

/** The gradient by the filter over patches, `[O, k · k · C]`. */
function gradientOverPatches(
  backend: BackendView,
  dy: TensorInfo,
  x: TensorInfo,
  geometry: Geometry,
): TensorInfo {
  const { batch, rows, columns } = geometry;
  const outputs = dy.shape[3]!;
  const depth = depthOf(geometry);
  const gradient = allocate(backend, [outputs, depth]);
  const size = outputs * depth;
  if (!isPointwise(geometry) && PARTS * size * FLOAT <= MOST_GRADIENTS) {
    const { scratch, parts } = inParts(backend, geometry);
    const gradients = allocate(backend, [PARTS, size]);
    callOn(backend, 'filterGradients', PARTS, dy, x, gradients, outputs, ...parts);
    callOn(backend, 'columnSums', size, gradients, gradient, PARTS, size);
    release(backend, scratch, gradients);
    return gradient;
  }
  const patches = isPointwise(geometry) ? x : patchesOf(backend, x, geometry);
  callOn(
    backend,
    'matmul',
    outputs,
    ...[dy, FLOAT, outputs * FLOAT],
    ...[patches, depth * FLOAT],
    ...[gradient, 0, depth, batch * rows * columns],
  );
  if (patches !== x) release(backend, patches);
  return gradient;
}

/** `[O, C, k, k]` */
function filterGradient(backend: BackendView, dy: TensorInfo, x: TensorInfo, window: Window): TensorInfo {
  const geometry = geometryOf(x.shape, window);
  const { channels, size } = geometry;
  const outputs = dy.shape[3]!;
  const gradient = gradientOverPatches(backend, dy, x, geometry);
  const dw = allocate(backend, [outputs, channels, size, size]);
  call(backend, 'transposeEach', gradient, dw, outputs, size * size, channels);
  release(backend, gradient);
  return dw;
}

const patchWindow = ({ patch }: { patch: number }): Window => ({ size: patch, stride: patch, padding: 0 });

export const patchConvKernels: WasmKernels<typeof patchConv> = {
  forward: (backend, { x, w, b }, attributes) => forward(backend, x, w, b, patchWindow(attributes)),

  inputGradient: (backend, { dy, w, x }, attributes) =>
    inputGradient(backend, dy, w, x.shape, patchWindow(attributes)),

  parameterGradients: (backend, { dy, x }, attributes) => [
    filterGradient(backend, dy, x, patchWindow(attributes)),
    biasGradient(backend, { dy }),
  ],
};

const windowOf = (w: TensorInfo, { stride, padding }: Omit<Window, 'size'>): Window => ({
  size: w.shape[2]!,
  stride,
  padding,
});

export const conv2dKernels: WasmKernels<typeof conv2d> = {
  forward: (backend, { x, w, b }, attributes) =>
    forward(backend, x, w, b, windowOf(w, attributes), attributes.activation),

  inputGradient: (backend, { dy, w, x }, attributes) =>
    inputGradient(backend, dy, w, x.shape, windowOf(w, attributes)),

  filterGradient: (backend, { dy, x, w }, attributes) =>
    filterGradient(backend, dy, x, windowOf(w, attributes)),

  biasGradient,
  activationGradient,
};
