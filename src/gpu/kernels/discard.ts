import { Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { release, type BackendView } from '../backendView';

/** Gives back what `asTensor` or stock ops may have made a tensor of, which then is tfjs's to count. */
export function discard(backend: BackendView, info: TensorInfo): void {
  if (info instanceof Tensor) info.dispose();
  else release(backend, info);
}
