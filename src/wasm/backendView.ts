import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import { Failure } from '../failure';

/** tfjs's WebAssembly backend, as kernels see it. */
export type BackendView = KernelBackend;

/** What this file, and no other, uses of tfjs's `BackendWasm`, its memory included. */
interface Internals {
  readonly wasm: {
    /** Where one thread has the memory to itself, it is the module's own; threads are given theirs. */
    readonly asm: { readonly memory?: WebAssembly.Memory };
    readonly wasmMemory?: WebAssembly.Memory;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: number[], dtype: TensorInfo['dtype']): TensorInfo;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
  typedArrayFromHeap: (tensor: TensorInfo) => Float32Array | Int32Array | Uint8Array;
  readSync: (dataId: object) => Float32Array;
}

/** Values that are nowhere: reading gives none, and writing leads nowhere. */
class NoValues extends Float32Array {
  override set(): void {
    return undefined;
  }
}

const valueless = new WeakSet<BackendView>();

/** Makes a backend one whose tensors have addresses and no values. */
export function withoutValues(backend: BackendView): void {
  valueless.add(backend);
  Object.assign(internals(backend), {
    typedArrayFromHeap: () => new NoValues(0),
    readSync: () => new NoValues(0),
  });
}

/** Whether the backend's tensors have values: where not, nothing is computed. */
export function hasValues(backend: BackendView): boolean {
  return !valueless.has(backend);
}

/** The backend that tfjs hands to a kernel function, seen as a `BackendView`. */
export function viewBackend(backend: unknown): BackendView {
  return backend as BackendView;
}

function internals(backend: BackendView): Internals {
  return backend as unknown as Internals;
}

export function memoryOf(backend: BackendView): WebAssembly.Memory {
  const { wasm } = internals(backend);
  return wasm.wasmMemory ?? wasm.asm.memory!;
}

/** Where a tensor's values begin in memory. */
export function addressOf(backend: BackendView, { dataId }: TensorInfo): number {
  return internals(backend).dataIdMap.get(dataId).memoryOffset;
}

/** A tensor's values where they lie in memory: gone stale once anything is allocated. */
export function valuesOf(backend: BackendView, tensor: TensorInfo): Float32Array | Int32Array | Uint8Array {
  return internals(backend).typedArrayFromHeap(tensor);
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
  const tensor = internals(backend).makeOutput([...shape], dtype);
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
  internals(backend).incRef(tensor.dataId);
  return { dataId: tensor.dataId, shape: tensor.shape, dtype: tensor.dtype };
}

/** Gives scratch tensors of a kernel back. */
export function release(backend: BackendView, ...tensors: readonly TensorInfo[]): void {
  for (const tensor of tensors) internals(backend).disposeData(tensor.dataId);
}
