import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Computer } from '../compute/computer';
import { adapterIdentity } from './adapterKind';
import { moveTogether, upload, viewBackend } from './backendView';
import { compileOnly } from './compileOnly';
import { copyInto } from './copy';
import { RecordedStep } from './recording/recordedStep';
import { notingTilings, useTilings } from './tilings/chooseTiling';
import { writeValues } from './write';

/** What a training asks of a GPU: a tensor keeps its buffer for life, so that recorded steps find it again. */
export function gpuPort(backend: WebGPUBackend) {
  const view = viewBackend(backend);
  return {
    hasHalves: true,
    bytesInUse: () => backend.memory().numBytesAllocatedInGPU,
    compile: (step, report) => compileOnly(view, step, report),
    record: (step) => RecordedStep.record(view, step),
    tilings: {
      adapter: adapterIdentity(view.device.adapterInfo),
      use: (table) => useTilings(view, table),
      noting: (taken, work) => notingTilings(view, taken, work),
    },
    upload: (tensor) => upload(view, tensor),
    write(tensor, values) {
      writeValues(view, tensor, values);
      return tensor;
    },
    moveTogether: (tensors) => moveTogether(view, tensors),
    copy: (source, target) => copyInto(view, source, target),
    idle: async () => {
      await view.device.queue.onSubmittedWorkDone();
    },
  } satisfies Partial<Computer>;
}
