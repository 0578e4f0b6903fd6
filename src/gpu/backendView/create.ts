import { env } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { submitEvery } from './commands';
import { keepSlices } from './slices';

/** tfjs's backend on a device, sending commands to the GPU once there are `submitBatch` dispatches. */
export function createBackend(device: GPUDevice, info: GPUAdapterInfo, submitBatch: number): WebGPUBackend {
  // Small ops that tfjs would run on the CPU could not be replayed as GPU commands, and cost a read-back later.
  env().set('WEBGPU_CPU_FORWARD', false);
  submitEvery(submitBatch);
  const backend = new WebGPUBackend(device, info);
  keepSlices(backend);
  // tfjs keeps values that were read once; kernels and recorded steps change tensors in place, which it cannot know.
  return Object.assign(backend, { convertAndCacheOnCPU: (_dataId: object, values: unknown) => values });
}
