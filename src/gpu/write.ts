import type { Tensor } from '@tensorflow/tfjs-core';
import type { BackendView } from './backendView';
import { flush } from './flush';

/**
 * Writes values into the buffer of a tensor. Commands that were issued before still see the old ones.
 * @throws RangeError when there are too many or too few.
 */
export function writeValues(
  backend: BackendView,
  { dataId, size }: Tensor,
  values: Float32Array | Int32Array,
): void {
  if (values.length !== size) throw new RangeError(`A tensor of ${size} values was given ${values.length}.`);
  // What is recorded and not yet submitted would otherwise read the new values.
  flush(backend);
  backend.uploadToGPU(dataId);
  const buffer = backend.tensorMap.get(dataId).resource as GPUBuffer;
  backend.device.queue.writeBuffer(buffer, 0, values as Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>);
}
