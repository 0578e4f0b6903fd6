import { util, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { bindingOf, copyOut, encodeOutsidePass, release, type BackendView } from './backendView';
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
  if (bindingOf(backend, source).buffer !== bindingOf(backend, target).buffer) {
    copyValues(backend, source, target);
    return;
  }
  // WebGPU copies nothing within a buffer.
  const between = copyOut(backend, source.dataId);
  copyValues(backend, between, target);
  release(backend, between);
}

function copyValues(backend: BackendView, source: TensorInfo, target: TensorInfo): void {
  const bytes = util.sizeFromShape(target.shape) * Float32Array.BYTES_PER_ELEMENT;
  if (bytes === 0) return;
  const [from, to] = [bindingOf(backend, source), bindingOf(backend, target)];
  encodeOutsidePass(backend, [source, target], (encoder) =>
    encoder.copyBufferToBuffer(from.buffer, from.offset, to.buffer, to.offset, bytes),
  );
}
