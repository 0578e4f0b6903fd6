import { backend as tfjsBackend, type TensorInfo } from '@tensorflow/tfjs-core';

/** tfjs's WebGPU backend, as kernels see it. */
export interface BackendView {
  readonly device: GPUDevice;
}

/** What this folder uses of tfjs's `WebGPUBackend`, its private command recording included. */
export interface Internals extends BackendView {
  readonly tensorMap: {
    has(dataId: object): boolean;
    get(dataId: object): {
      resource?: unknown;
      external?: boolean;
      values?: ArrayLike<number> | null;
      readonly dtype: TensorInfo['dtype'];
      readonly shape: number[];
    };
  };
  commandQueueOwnedIds: { add(dataId: object): unknown; has(dataId: object): boolean };
  bufferManager: BufferManager;
  readonly commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  checkCompileCompletionAsync(): Promise<void>;
  uploadToGPU: (dataId: object) => void;
  tensorToBinding: (tensor: TensorInfo | null) => GPUBindingResource | null;
  releaseResource: (dataId: object) => void;
  makeTensorInfo(shape: number[], dtype: TensorInfo['dtype']): TensorInfo;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
}

/** Where the backend gets its buffers, and gives them back. */
export interface BufferManager {
  numBytesAllocated: number;
  acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean): GPUBuffer;
  releaseBuffer(buffer: GPUBuffer): void;
}

export function internals(backend: BackendView): Internals {
  return backend as Internals;
}

/** tfjs's current backend, which must be that of the GPU. */
export function currentBackend(): BackendView {
  return viewBackend(tfjsBackend());
}

/** The backend that tfjs hands to a kernel function, seen as a `BackendView`. */
export function viewBackend(backend: unknown): BackendView {
  return backend as BackendView;
}

/** A new tensor without values: its buffer is allocated on first use, its contents are undefined. */
export function allocate(
  backend: BackendView,
  shape: readonly number[],
  dtype: TensorInfo['dtype'] = 'float32',
): TensorInfo {
  return internals(backend).makeTensorInfo([...shape], dtype);
}

/** The same values as another tensor of this shape, without a copy. */
export function share(backend: BackendView, tensor: TensorInfo, shape = tensor.shape): TensorInfo {
  internals(backend).incRef(tensor.dataId);
  return { dataId: tensor.dataId, shape, dtype: tensor.dtype };
}

/** Gives a scratch tensor of a kernel back; the backend reuses its buffer once the commands that use it are submitted. */
export function release(backend: BackendView, ...tensors: readonly TensorInfo[]): void {
  for (const tensor of tensors) internals(backend).disposeData(tensor.dataId);
}

/** The tensor that the backend made for these data: its type may differ from that of a tensor that was cast since. */
export function tensorOf(backend: BackendView, dataId: object): TensorInfo {
  const { shape, dtype } = internals(backend).tensorMap.get(dataId);
  return { dataId, shape, dtype };
}
