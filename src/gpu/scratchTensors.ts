import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, type BackendView } from './backendView';

/**
 * @file Tensors in which one program of an op hands values to the next. The op could do without them if it were one
 * program, so what goes through them counts as no useful work where a step is predicted.
 */

const scratch = new WeakSet<object>();

/** A new tensor without values, which is released before its kernel ends. */
export function allocateScratch(
  backend: BackendView,
  shape: readonly number[],
  dtype?: TensorInfo['dtype'],
): TensorInfo {
  const tensor = allocate(backend, shape, dtype);
  scratch.add(tensor.dataId);
  return tensor;
}

export function isScratch({ dataId }: Pick<TensorInfo, 'dataId'>): boolean {
  return scratch.has(dataId);
}
