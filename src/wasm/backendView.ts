import type { TensorInfo } from '@tensorflow/tfjs-core';
import { Failure } from '../failure';

/** What our kernels use of tfjs's `BackendWasm`, its memory included. The only place that knows those names. */
export interface BackendView {
  readonly wasm: {
    /** Where one thread has the memory to itself, it is the module's own; threads are given theirs. */
    readonly asm: { readonly memory?: WebAssembly.Memory };
    readonly wasmMemory?: WebAssembly.Memory;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: number[], dtype: TensorInfo['dtype']): TensorInfo;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array | Int32Array | Uint8Array;
}

/** The backend that tfjs hands to a kernel function, seen as a `BackendView`. */
export function viewBackend(backend: unknown): BackendView {
  return backend as BackendView;
}

export function memoryOf({ wasm }: BackendView): WebAssembly.Memory {
  return wasm.wasmMemory ?? wasm.asm.memory!;
}

/** Where a tensor's values begin in memory. */
export function addressOf(backend: BackendView, { dataId }: TensorInfo): number {
  return backend.dataIdMap.get(dataId).memoryOffset;
}

/**
 * A new tensor without values.
 * @throws Failure `out_of_memory` when WebAssembly's memory is full.
 */
export function allocate(
  backend: BackendView,
  shape: readonly number[],
  dtype: TensorInfo['dtype'] = 'float32',
): TensorInfo {
  const tensor = backend.makeOutput([...shape], dtype);
  if (addressOf(backend, tensor) !== 0) return tensor;
  throw new Failure({
    code: 'out_of_memory',
    message: 'WebAssembly has no memory left for this run.',
    doing: 'allocating memory',
    remedy: 'Use a smaller batch, smaller views, a narrower expander or fewer cells.',
  });
}

/** The same values as another tensor, without a copy. */
export function share(backend: BackendView, tensor: TensorInfo): TensorInfo {
  backend.incRef(tensor.dataId);
  return { dataId: tensor.dataId, shape: tensor.shape, dtype: tensor.dtype };
}

/** Gives scratch tensors of a kernel back. */
export function release(backend: BackendView, ...tensors: readonly TensorInfo[]): void {
  for (const tensor of tensors) backend.disposeData(tensor.dataId);
}
