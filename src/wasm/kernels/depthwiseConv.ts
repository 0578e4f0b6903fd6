import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { depthwiseConv } from '../../ops/depthwiseConv';
import { addressOf, allocate, release, valuesOf, type BackendView } from '../backendView';
import { call, callInFewShares, callOn } from '../program';
import type { WasmKernels } from './kernel';

/** @file ConvNeXt's 7 × 7 depthwise convolution on maps that are padded, and their channels filled up to vectors. */

const TAPS = 49;
const FLOAT = 4;
const LANES = 4;

interface Maps {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** `channels`, filled up to whole vectors. */
  readonly channels4: number;
}

function mapsOf({ shape }: TensorInfo): Maps {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return { batch, height, width, channels, channels4: Math.ceil(channels / LANES) * LANES };
}

function zeros(backend: BackendView, size: number): TensorInfo {
  const tensor = allocate(backend, [size]);
  valuesOf(backend, tensor).fill(0);
  return tensor;
}

function pad(backend: BackendView, x: TensorInfo): TensorInfo {
  const { batch, height, width, channels, channels4 } = mapsOf(x);
  const bytes = call(backend, 'paddedMapBytes', height, width, channels4);
  const padded = allocate(backend, [(batch * bytes) / FLOAT]);
  callOn(backend, 'padMaps', batch, x, padded, height, width, channels, channels4);
  return padded;
}

/** w `[C, 1, 7, 7]` as `[49, channels4]`; turned by half a turn for the gradient by the input. */
function filterOf(backend: BackendView, w: TensorInfo, channels4: number, turned: boolean): TensorInfo {
  const filter = zeros(backend, TAPS * channels4);
  const row = channels4 * FLOAT;
  const first = addressOf(backend, filter) + (turned ? (TAPS - 1) * row : 0);
  call(backend, 'transpose', w, TAPS * FLOAT, first, turned ? -row : row, w.shape[0], TAPS);
  return filter;
}

function convolve(backend: BackendView, x: TensorInfo, w: TensorInfo, b: TensorInfo | undefined): TensorInfo {
  const { batch, height, width, channels, channels4 } = mapsOf(x);
  const padded = pad(backend, x);
  const filter = filterOf(backend, w, channels4, b === undefined);
  const bias = zeros(backend, channels4);
  if (b !== undefined) valuesOf(backend, bias).set(valuesOf(backend, b));
  const y = allocate(backend, x.shape);
  callOn(backend, 'depthwiseConv', batch, padded, filter, bias, y, height, width, channels, channels4);
  release(backend, padded, filter, bias);
  return y;
}

/** Gradients by filter `[C, 1, 7, 7]` and bias. */
function filterGradients(
  backend: BackendView,
  dy: TensorInfo,
  x: TensorInfo,
): [dw: TensorInfo, db: TensorInfo] {
  const { batch, height, width, channels, channels4 } = mapsOf(x);
  const [padded, paddedDy] = [pad(backend, x), pad(backend, dy)];
  const sums = allocate(backend, [TAPS, channels4]);
  callOn(
    backend,
    'depthwiseFilterGradient',
    channels4,
    ...[padded, paddedDy, sums],
    batch,
    height,
    width,
    channels4,
  );
  const dw = allocate(backend, [channels, 1, 7, 7]);
  call(backend, 'transpose', sums, channels4 * FLOAT, dw, TAPS * FLOAT, TAPS, channels);
  const db = allocate(backend, [channels]);
  callInFewShares(backend, 'columnSums', channels, dy, db, batch * height * width, channels);
  release(backend, padded, paddedDy, sums);
  return [dw, db];
}

export const depthwiseConvKernels: WasmKernels<typeof depthwiseConv> = {
  forward: (backend, { x, w, b }) => convolve(backend, x, w, b),

  inputGradient: (backend, { dy, w }) => convolve(backend, dy, w, undefined),

  filterGradients: (backend, { dy, x }) => filterGradients(backend, dy, x),
};
