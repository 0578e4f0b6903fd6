import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { release, tensorOf, viewBackend } from './backendView';
import { widen } from './halfConversion';
import { isHalf } from './halfTensors';

/**
 * Lets tfjs's own programs and read-backs meet tensors that hold halves: they get a float32 copy. A program of ours that
 * takes halves as they are is faster, but no op is wrong for want of one.
 */
export function widenForStockOps(backend: WebGPUBackend): void {
  const view = viewBackend(backend);
  const run = backend.runWebGPUProgram.bind(backend);
  const read = backend.read.bind(backend);
  const readSync = backend.readSync.bind(backend);
  const wideCopy = (dataId: object): TensorInfo => widen(view, tensorOf(view, dataId));
  const changed: Pick<WebGPUBackend, 'runWebGPUProgram' | 'read' | 'readSync'> = {
    runWebGPUProgram: (program, inputs, ...rest) => {
      if (!inputs.some(isHalf)) return run(program, inputs, ...rest);
      const wide = inputs.map((input) => (isHalf(input) ? widen(view, input) : input));
      const output = run(program, wide, ...rest);
      release(view, ...wide.filter((tensor, index) => tensor !== inputs[index]));
      return output;
    },
    read: async (dataId) => {
      if (!isHalf({ dataId })) return read(dataId);
      const copy = wideCopy(dataId);
      const values = await read(copy.dataId);
      release(view, copy);
      return values;
    },
    readSync: (dataId) => {
      if (!isHalf({ dataId })) return readSync(dataId);
      const copy = wideCopy(dataId);
      const values = readSync(copy.dataId);
      release(view, copy);
      return values;
    },
  };
  Object.assign(backend, changed);
}
