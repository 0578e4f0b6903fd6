import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Stored } from '../ops/precision';
import { allocate, giveBuffer, type BackendView } from './backendView';

/**
 * @file Tensors that tfjs takes for float32 and whose buffers hold half floats (IEEE 754 binary16). Precision belongs to
 * the buffer: shape and dtype stay what autodiff expects, and views of the same data share it.
 */

const HALF_BYTES = 2;
/** All other values, whole numbers and booleans among them. */
const WORD_BYTES = 4;
/** A program moves four values at once, so their rows are whole numbers of fours. */
const VALUES_PER_ACCESS = 4;

const halves = new WeakSet<object>();

/** Whether the tensor's values are stored as half floats. */
export function isHalf({ dataId }: Pick<TensorInfo, 'dataId'>): boolean {
  return halves.has(dataId);
}

/** Bytes of a tensor's values as they are stored. */
export function storedBytes(tensor: TensorInfo): number {
  return util.sizeFromShape(tensor.shape) * (isHalf(tensor) ? HALF_BYTES : WORD_BYTES);
}

/** A new float32 tensor without values; halves if `half` says so and its rows are multiples of four. */
export function allocateStored(backend: BackendView, shape: readonly number[], half: boolean): TensorInfo {
  const tensor = allocate(backend, shape);
  const size = util.sizeFromShape([...shape]);
  if (!half || size === 0 || (shape.at(-1) ?? 1) % VALUES_PER_ACCESS !== 0) return tensor;
  giveBuffer(backend, tensor, size * HALF_BYTES);
  halves.add(tensor.dataId);
  return tensor;
}

/** A new tensor for an activation, stored as the op's attribute `precision` says. */
export function allocateActivation(
  backend: BackendView,
  shape: readonly number[],
  { precision }: Stored,
): TensorInfo {
  return allocateStored(backend, shape, precision === 'mixed');
}

/** A new tensor of the shape and precision of another one, such as its gradient. */
export function allocateLike(backend: BackendView, tensor: TensorInfo): TensorInfo {
  return allocateStored(backend, tensor.shape, isHalf(tensor));
}
