import {
  getKernel,
  registerKernel,
  type KernelConfig,
  type NamedAttrMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { release, viewBackend, type BackendView } from '../backendView';
import { floatData } from './floatData';

/** Tensors of a kernel call by name; optional ones may be absent. */
export type KernelInputs = Readonly<Record<string, TensorInfo | undefined>>;

/** A kernel on our program runner: from inputs and attributes to new tensors. */
export type WebGpuKernel = (
  backend: BackendView,
  inputs: KernelInputs,
  attributes: NamedAttrMap,
) => TensorInfo | TensorInfo[];

/** Registers a kernel for tfjs's `webgpu` backend; a name that is registered already keeps its first kernel. */
export function registerWebGpuKernel(kernelName: string, kernel: WebGpuKernel): void {
  // tfjs's types say that there always is one.
  const known = getKernel(kernelName, 'webgpu') as KernelConfig | undefined;
  if (known !== undefined) return;
  registerKernel({
    kernelName,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) =>
      onFloatData(kernel, viewBackend(backend), inputs, attrs ?? {}),
  });
}

/** Runs a kernel on inputs whose buffers hold what their types say. */
function onFloatData(
  kernel: WebGpuKernel,
  backend: BackendView,
  inputs: KernelInputs,
  attributes: NamedAttrMap,
): TensorInfo | TensorInfo[] {
  let converted: Record<string, TensorInfo> | undefined;
  for (const name in inputs) {
    const tensor = inputs[name];
    if (tensor === undefined) continue;
    const floats = floatData(backend, tensor);
    if (floats !== tensor) (converted ??= {})[name] = floats;
  }
  if (converted === undefined) return kernel(backend, inputs, attributes);
  const outputs = kernel(backend, { ...inputs, ...converted }, attributes);
  release(backend, ...Object.values(converted));
  return outputs;
}

/** The tensor of this name. @throws when the call lacks it. */
export function need(inputs: KernelInputs, name: string): TensorInfo {
  const tensor = inputs[name];
  if (tensor === undefined) throw new Error(`The kernel's input '${name}' is missing.`);
  return tensor;
}
