import type { TensorInfo } from '@tensorflow/tfjs-core';
import { flush } from './commands';
import { internals, type BackendView, type BufferManager } from './view';

/** What the buffer manager keeps for tensors to come. */
interface IdleBuffers extends BufferManager {
  readonly freeBuffers: ReadonlyMap<string, GPUBuffer[]>;
  numFreeBuffers: number;
}

/** Takes a tensor's values to the GPU, where they are not there yet. */
export function upload(backend: BackendView, { dataId }: Pick<TensorInfo, 'dataId'>): void {
  internals(backend).uploadToGPU(dataId);
}

/** The buffer with a tensor's values. */
export function bufferOf(backend: BackendView, tensor: Pick<TensorInfo, 'dataId'>): GPUBuffer {
  upload(backend, tensor);
  return internals(backend).tensorMap.get(tensor.dataId).resource as GPUBuffer;
}

/** Where tensors get their buffers from at the moment. */
export function bufferManagerOf(backend: BackendView): BufferManager {
  return internals(backend).bufferManager;
}

/** Gives a new tensor a buffer of `bytes`, in place of the one that it would get on first use. */
export function giveBuffer(backend: BackendView, { dataId }: TensorInfo, bytes: number): void {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const { tensorMap, bufferManager } = internals(backend);
  tensorMap.get(dataId).resource = bufferManager.acquireBuffer(bytes, usage);
}

/** Gives back to the device what tfjs keeps for tensors to come. Work that was issued before goes on undisturbed. */
export function freeIdleBuffers(backend: BackendView): void {
  flush(backend);
  const manager = internals(backend).bufferManager as IdleBuffers;
  for (const buffers of manager.freeBuffers.values())
    for (const buffer of buffers.splice(0)) {
      manager.numBytesAllocated -= buffer.size;
      manager.numFreeBuffers -= 1;
      buffer.destroy();
    }
}

/** Runs `work` with buffers from `manager`, to which the buffer of its result belongs from then on. */
export function withBuffersOf<T extends TensorInfo>(
  backend: BackendView,
  manager: BufferManager,
  work: () => T,
): T {
  const own = internals(backend);
  const { bufferManager, commandQueueOwnedIds } = own;
  own.bufferManager = manager;
  // The order of commands within the work is fixed, so a freed buffer may be used again at once.
  own.commandQueueOwnedIds = { add: () => undefined, has: () => false };
  try {
    const result = work();
    // Disposing of the tensor must not hand its buffer to the other manager.
    own.tensorMap.get(result.dataId).external = true;
    return result;
  } finally {
    own.bufferManager = bufferManager;
    own.commandQueueOwnedIds = commandQueueOwnedIds;
  }
}
