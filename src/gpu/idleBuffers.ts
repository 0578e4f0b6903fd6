import type { BackendView } from './backendView';
import { flush } from './flush';

/** Gives back to the device what tfjs keeps for tensors to come. Work that was issued before goes on undisturbed. */
export function freeIdleBuffers(backend: BackendView): void {
  flush(backend);
  const { bufferManager } = backend;
  for (const buffers of bufferManager.freeBuffers.values())
    for (const buffer of buffers.splice(0)) {
      bufferManager.numBytesAllocated -= buffer.size;
      bufferManager.numFreeBuffers -= 1;
      buffer.destroy();
    }
}
