import type { BackendView } from './backendView';

/** Sends everything that is recorded and not yet submitted to the GPU. */
export function flush(backend: BackendView): void {
  if (backend.commandEncoder === null) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}
