import { getKernel, registerKernel, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';
import { viewBackend, type BackendView } from '../backendView';

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
  if (getKernel(kernelName, 'webgpu') !== undefined) return;
  registerKernel({
    kernelName,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => kernel(viewBackend(backend), inputs, attrs ?? {}),
  });
}

/** The tensor of this name. @throws when the call lacks it. */
export function need(inputs: KernelInputs, name: string): TensorInfo {
  const tensor = inputs[name];
  if (tensor === undefined) throw new Error(`The kernel's input '${name}' is missing.`);
  return tensor;
}
