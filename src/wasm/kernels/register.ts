import {
  getKernel,
  registerKernel,
  util,
  type KernelConfig,
  type NamedAttrMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { KernelsOf } from '../../ops/kernels';
import { viewBackend, type BackendView } from '../backendView';

/** The kernels of one op on the processor. */
export type WasmKernels<O> = KernelsOf<O, BackendView>;

/** Tensors of a kernel call by name; optional ones may be absent. */
export type KernelInputs = Readonly<Record<string, TensorInfo | undefined>>;

/** A kernel on our programs: from inputs and attributes to new tensors. */
export type WasmKernel = (
  backend: BackendView,
  inputs: KernelInputs,
  attributes: NamedAttrMap,
) => TensorInfo | TensorInfo[];

/** Registers a kernel for tfjs's `wasm` backend; a name that is registered already keeps its first kernel. */
export function registerWasmKernel(kernelName: string, kernel: WasmKernel): void {
  // tfjs's types say that there always is one.
  const known = getKernel(kernelName, 'wasm') as KernelConfig | undefined;
  if (known !== undefined) return;
  registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => kernel(viewBackend(backend), inputs, attrs ?? {}),
  });
}

/** An input that the op always has. */
export function need(inputs: KernelInputs, name: string): TensorInfo {
  const tensor = inputs[name];
  if (tensor === undefined) throw new Error(`Input '${name}' is missing.`);
  return tensor;
}

/** A tensor as a list of rows over its last axis. */
export function rowsOf({ shape }: TensorInfo): { readonly rows: number; readonly columns: number } {
  const columns = shape.at(-1)!;
  return { rows: util.sizeFromShape(shape) / columns, columns };
}
