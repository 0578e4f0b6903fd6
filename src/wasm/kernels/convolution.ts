import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { conv2d, Conv2dActivation } from '../../ops/conv2d';
import type { patchConv } from '../../ops/patchConv';
import { allocate, release, type BackendView } from '../backendView';
import { call, callOn } from '../program';
import { ACTIVATIONS, activationGradient, biasGradient } from './linear';
import type { WasmKernels } from './kernel';

/** @file Convolutions as matrix products over patches. ConvNeXt's patch convolution is one whose stride is its size. */

const FLOAT = 4;

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

function patchesOf(backend: BackendView, x: TensorInfo, geometry: Geometry): TensorInfo {
  const { batch, rows, columns, size, channels } = geometry;
  const patches = allocate(backend, [batch * rows * columns, size * size * channels]);
  callOn(backend, 'unfold', batch * rows, x, patches, ...sides(geometry));
  return patches;
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
  const patches = patchesOf(backend, x, geometry);
  const filter = filterRows(backend, w);
  const [outputs, depth] = filter.shape as [number, number];
  const transposed = allocate(backend, [depth, outputs]);
  call(backend, 'transpose', filter, depth * FLOAT, transposed, outputs * FLOAT, outputs, depth);
  const y = allocate(backend, [batch, rows, columns, outputs]);
  const cells = batch * rows * columns;
  const none = undefined;
  callOn(
    backend,
    'linear',
    cells,
    ACTIVATIONS[activation],
    ...[patches, transposed, b, y, none, outputs, depth],
  );
  release(backend, patches, filter, transposed);
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
  const patches = allocate(backend, [cells, depth]);
  callOn(
    backend,
    'matmul',
    cells,
    ...[dy, outputs * FLOAT, FLOAT],
    ...[filter, depth * FLOAT],
    ...[patches, 0, depth, outputs],
  );
  const dx = allocate(backend, shape);
  callOn(backend, 'fold', batch, patches, dx, ...sides(geometry));
  release(backend, filter, patches);
  return dx;
}

/** `[O, C, k, k]` */
function filterGradient(backend: BackendView, dy: TensorInfo, x: TensorInfo, window: Window): TensorInfo {
  const geometry = geometryOf(x.shape, window);
  const { batch, rows, columns, channels, size } = geometry;
  const outputs = dy.shape[3]!;
  const depth = size * size * channels;
  const patches = patchesOf(backend, x, geometry);
  const gradient = allocate(backend, [outputs, depth]);
  callOn(
    backend,
    'matmul',
    outputs,
    ...[dy, FLOAT, outputs * FLOAT],
    ...[patches, depth * FLOAT],
    ...[gradient, 0, depth, batch * rows * columns],
  );
  const dw = allocate(backend, [outputs, channels, size, size]);
  call(backend, 'transposeEach', gradient, dw, outputs, size * size, channels);
  release(backend, patches, gradient);
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
