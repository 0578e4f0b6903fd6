import { backend as tfjsBackend, type TensorInfo } from '@tensorflow/tfjs-core';

/**
 * What our kernels use of tfjs's `WebGPUBackend`, its private command recording included. The only place that knows
 * those names: own kernels have to join the backend's open compute pass, or they would run out of order with stock ones.
 */
export interface BackendView {
  readonly device: GPUDevice;
  readonly tensorMap: {
    get(dataId: object): {
      resource?: unknown;
      readonly dtype: TensorInfo['dtype'];
      readonly shape: number[];
    };
  };
  readonly commandQueueOwnedIds: WeakSet<object>;
  readonly bufferManager: {
    readonly freeBuffers: ReadonlyMap<string, GPUBuffer[]>;
    numFreeBuffers: number;
    numBytesAllocated: number;
    acquireBuffer(size: number, usage: number): GPUBuffer;
  };
  readonly commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  checkCompileCompletionAsync(): Promise<void>;
  uploadToGPU(dataId: object): void;
  makeTensorInfo(shape: number[], dtype: TensorInfo['dtype']): TensorInfo;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
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
  return backend.makeTensorInfo([...shape], dtype);
}

/** The same values as another tensor of this shape, without a copy. */
export function share(backend: BackendView, tensor: TensorInfo, shape = tensor.shape): TensorInfo {
  backend.incRef(tensor.dataId);
  return { dataId: tensor.dataId, shape, dtype: tensor.dtype };
}

/** Gives a scratch tensor of a kernel back; the backend reuses its buffer once the commands that use it are submitted. */
export function release(backend: BackendView, ...tensors: readonly TensorInfo[]): void {
  for (const tensor of tensors) backend.disposeData(tensor.dataId);
}
