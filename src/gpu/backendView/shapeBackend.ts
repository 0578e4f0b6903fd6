import { engine, env, type KernelBackend } from '@tensorflow/tfjs-core';
import { createBackend } from './create';
import { shapeDevice, type DeviceTraits } from './shapeDevice';
import { withWebGpuNames } from './webGpuNames';
import { internals, viewBackend } from './view';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** What tfjs's engine keeps of the backend that is in use. */
interface ActiveBackend {
  backendName: string;
  backendInstance: KernelBackend | null;
}

const NAME = 'webgpu';
/** Flags that a backend sets when it is made. */
const FLAGS = ['WEBGPU_CPU_FORWARD', 'WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE'] as const;

/**
 * Runs `work` with tfjs's WebGPU backend on a device that computes nothing and only counts: tensors have shapes and
 * buffers, no values. Whatever backend is in use stays untouched, and is in use again afterwards; so `work` must be
 * synchronous, and dispose of all its tensors.
 *
 * @param traits of the device whose programs are meant
 */
export function withShapeBackend<T>(traits: DeviceTraits, work: (backend: WebGPUBackend) => T): T {
  return withWebGpuNames(() => {
    const flags = FLAGS.map((name) => [name, env().get(name)] as const);
    const active = engine() as unknown as ActiveBackend;
    const { backendName, backendInstance } = active;
    try {
      const backend = createBackend(shapeDevice(traits), traits.adapterInfo, Number.MAX_SAFE_INTEGER);
      withoutValues(backend);
      active.backendName = NAME;
      active.backendInstance = backend;
      return work(backend);
    } finally {
      active.backendName = backendName;
      active.backendInstance = backendInstance;
      for (const [name, value] of flags) env().set(name, value);
    }
  });
}

/** Values that the host brings are not copied anywhere; what they are copied through counts as it would. */
function withoutValues(backend: WebGPUBackend): void {
  const own = internals(viewBackend(backend));
  const upload = own.uploadToGPU.bind(own);
  own.uploadToGPU = (dataId) => {
    const data = own.tensorMap.get(dataId);
    if (data.values != null && data.values.length > SMALL) data.values = null;
    upload(dataId);
  };
}

/** Values up to which copying costs nothing. */
const SMALL = 2 ** 16;
