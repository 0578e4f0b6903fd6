import * as tf from '@tensorflow/tfjs-core';
import { viewBackend } from './backendView';

/**
 * Takes a tensor's values to the GPU now; by itself tfjs waits until a kernel reads them, and what is uploaded while a
 * step is recorded is freed with the recording.
 */
export function upload<T extends tf.Tensor>(tensor: T): T {
  if (tf.getBackend() === 'webgpu') viewBackend(tf.backend()).uploadToGPU(tensor.dataId);
  return tensor;
}
