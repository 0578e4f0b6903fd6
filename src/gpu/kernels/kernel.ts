import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelsOf } from '../../ops/kernels';
import { release, type BackendView } from '../backendView';
import { floatData } from './floatData';

/** Tensors of a kernel call by name; optional ones may be absent. */
export type KernelInputs = Readonly<Record<string, TensorInfo | undefined>>;

/** The kernels of one op on the GPU. */
export type WebGpuKernels<O> = KernelsOf<O, BackendView>;

/** Calls `kernel` with inputs whose buffers hold what their types say. */
export function onFloatData<I extends KernelInputs, R>(
  backend: BackendView,
  inputs: I,
  kernel: (inputs: I) => R,
): R {
  let converted: Record<string, TensorInfo> | undefined;
  for (const name in inputs) {
    const tensor = inputs[name];
    if (tensor === undefined) continue;
    const floats = floatData(backend, tensor);
    if (floats !== tensor) (converted ??= {})[name] = floats;
  }
  if (converted === undefined) return kernel(inputs);
  const result = kernel({ ...inputs, ...converted });
  release(backend, ...Object.values(converted));
  return result;
}

/** The tensor of this name. @throws when the call lacks it. */
export function need(inputs: KernelInputs, name: string): TensorInfo {
  const tensor = inputs[name];
  if (tensor === undefined) throw new Error(`The kernel's input '${name}' is missing.`);
  return tensor;
}
