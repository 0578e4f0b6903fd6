import * as tf from '@tensorflow/tfjs-core';
import { viewBackend } from './backendView';
import { widenInto } from './halfConversion';
import { isHalf } from './halfTensors';

/** A float32 tensor of its own with the values of `x`; `tf.clone` would share its data, which kernels may change in place. */
export function copyTensor<T extends tf.Tensor>(x: T): T {
  if (tf.getBackend() !== 'webgpu')
    return tf.tidy(() => tf.tensor(x.dataSync().slice(), x.shape, x.dtype)) as T;
  const copy = tf
    .engine()
    .makeTensorFromTensorInfo(viewBackend(tf.backend()).makeTensorInfo(x.shape, x.dtype)) as T;
  copyBuffer(x, copy);
  return copy;
}

/** Puts the values of `source` into `target`, which keeps its buffer on WebGPU, so that recorded steps go on using it. */
export function assignInPlace(target: tf.Variable, source: tf.Tensor): void {
  if (tf.getBackend() === 'webgpu') {
    copyBuffer(source, target);
    return;
  }
  const copy = copyTensor(source);
  target.assign(copy);
  // The variable holds the data now; the tensor that brought them would keep them for good.
  copy.dispose();
}

function copyBuffer(source: tf.Tensor, target: tf.Tensor): void {
  if (!tf.util.arraysEqual(source.shape, target.shape) || source.dtype !== target.dtype) {
    throw new RangeError(`[${source.shape.join(', ')}] cannot be copied into [${target.shape.join(', ')}].`);
  }
  const backend = viewBackend(tf.backend());
  if (isHalf(source)) {
    widenInto(backend, source, target);
    return;
  }
  const buffers = [source, target].map(({ dataId }) => {
    backend.uploadToGPU(dataId);
    return backend.tensorMap.get(dataId).resource as GPUBuffer;
  });
  const [from, to] = buffers as [GPUBuffer, GPUBuffer];
  if (source.size === 0) return;
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder!.copyBufferToBuffer(from, 0, to, 0, source.size * Float32Array.BYTES_PER_ELEMENT);
  backend.commandQueueOwnedIds.add(source.dataId);
  backend.commandQueueOwnedIds.add(target.dataId);
}
