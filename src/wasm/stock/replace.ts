import {
  getKernel,
  registerKernel,
  unregisterKernel,
  type KernelConfig,
  type NamedAttrMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { viewBackend, type BackendView } from '../backendView';

/**
 * A kernel for one of tfjs's own ops; it gives `undefined` for inputs that tfjs's kernel shall have.
 */
export type Replacement = (
  backend: BackendView,
  inputs: Readonly<Record<string, TensorInfo>>,
  attributes: NamedAttrMap,
) => TensorInfo | TensorInfo[] | undefined;

const replaced = new Set<string>();

/** Puts a kernel before tfjs's own. Calling it again changes nothing. */
export function replaceKernel(kernelName: string, replacement: Replacement): void {
  if (replaced.has(kernelName)) return;
  replaced.add(kernelName);
  const stock: KernelConfig = getKernel(kernelName, 'wasm');
  unregisterKernel(kernelName, 'wasm');
  registerKernel({
    ...stock,
    kernelFunc: (call) =>
      replacement(viewBackend(call.backend), call.inputs as Record<string, TensorInfo>, call.attrs ?? {}) ??
      stock.kernelFunc(call),
  });
}
