import { util, type Tensor } from '@tensorflow/tfjs-core';
import { bufferOf, encodeOutsidePass, type BackendView } from './backendView';
import { widenInto } from './halfConversion';
import { isHalf } from './halfTensors';
import { addUp } from './partSums';

/** Puts the values of `source` into the buffer of `target`, which is float32 where `source` holds halves. */
export function copyInto(backend: BackendView, source: Tensor, target: Tensor): void {
  if (!util.arraysEqual(source.shape, target.shape) || source.dtype !== target.dtype) {
    throw new RangeError(`[${source.shape.join(', ')}] cannot be copied into [${target.shape.join(', ')}].`);
  }
  if (isHalf(source)) {
    widenInto(backend, source, target);
    return;
  }
  addUp(backend, [source]);
  const [from, to] = [bufferOf(backend, source), bufferOf(backend, target)];
  if (source.size === 0) return;
  encodeOutsidePass(backend, [source, target], (encoder) =>
    encoder.copyBufferToBuffer(from, 0, to, 0, source.size * Float32Array.BYTES_PER_ELEMENT),
  );
}
