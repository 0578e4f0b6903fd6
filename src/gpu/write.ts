import type { Tensor } from '@tensorflow/tfjs-core';
import { bindingOf, flush, type BackendView } from './backendView';

/**
 * Writes values into the buffer of a tensor. Commands that were issued before still see the old ones.
 * @throws RangeError when there are too many or too few.
 */
export function writeValues(backend: BackendView, tensor: Tensor, values: Float32Array | Int32Array): void {
  if (values.length !== tensor.size)
    throw new RangeError(`A tensor of ${tensor.size} values was given ${values.length}.`);
  // What is recorded and not yet submitted would otherwise read the new values.
  flush(backend);
  const { buffer, offset } = bindingOf(backend, tensor);
  backend.device.queue.writeBuffer(
    buffer,
    offset,
    values as Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>,
  );
}
