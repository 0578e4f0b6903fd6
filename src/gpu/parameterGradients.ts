import type { TensorInfo } from '@tensorflow/tfjs-core';
import {
  aligned,
  allocate,
  bufferManagerOf,
  giveBuffer,
  isKept,
  placeIn,
  release,
  type BackendView,
  type BufferManager,
} from './backendView';

/**
 * @file Gradients of parameters lie side by side in a few buffers, so that the optimiser can bind those of a whole model
 * (`kernels/adamw.ts`). A program that writes one must not read another: WebGPU lets no dispatch write to a buffer that it
 * reads elsewhere.
 */

/** Bytes of the first buffer, how much larger than the one before each is, and of the largest: few buffers, for small models too. */
const FIRST = 2 ** 16;
const GROWTH = 4;
const LARGEST = 2 ** 24;
const FLOAT = 4;

interface Chunk {
  readonly home: TensorInfo;
  readonly bytes: number;
  end: number;
}

const gradients = new WeakSet<object>();
/** The buffer that is being filled. Buffers of a recorded step are its own. */
const open = new WeakMap<BufferManager, Chunk>();

/** A new float32 tensor that will be a parameter's gradient. It gets its place from `placeGradient`. */
export function allocateParameterGradient(backend: BackendView, shape: readonly number[]): TensorInfo {
  const gradient = allocate(backend, shape);
  gradients.add(gradient.dataId);
  return gradient;
}

export function isParameterGradient({ dataId }: Pick<TensorInfo, 'dataId'>): boolean {
  return gradients.has(dataId);
}

/** Gives a gradient room for `bytes`: its own values, or all parts of a sum. */
export function placeGradient(backend: BackendView, gradient: TensorInfo, bytes: number): void {
  if (bytes > LARGEST) {
    giveBuffer(backend, gradient, bytes);
    return;
  }
  const manager = bufferManagerOf(backend);
  const before = open.get(manager);
  const isOpen = before !== undefined && isKept(backend, before.home);
  if (isOpen && before.end + bytes <= before.bytes) {
    placeIn(backend, gradient, before.home, before.end, bytes);
    before.end = aligned(before.end + bytes);
    return;
  }
  let size = isOpen ? Math.min(GROWTH * before.bytes, LARGEST) : FIRST;
  while (size < bytes) size *= GROWTH;
  const home = allocate(backend, [size / FLOAT]);
  open.set(manager, { home, bytes: size, end: aligned(bytes) });
  placeIn(backend, gradient, home, 0, bytes);
  // The gradients in it keep it.
  release(backend, home);
}
