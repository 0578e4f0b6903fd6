import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { copyOut, isSlice, release, tensorOf, viewBackend } from './backendView';
import { widen } from './halfConversion';
import { isHalf } from './halfTensors';
import { addUp } from './partSums';
import { isMadeOfParts } from './sumLayers';

/**
 * Lets tfjs's own programs and read-backs meet tensors whose buffers are not what tfjs takes them for: of halves they get
 * a float32 copy, what lies in a part of a buffer is read from a copy, and sums in parts are added up before. A program of ours that takes halves as they are is faster, but no
 * op is wrong for want of one.
 */
export function prepareForStockOps(backend: WebGPUBackend): void {
  const view = viewBackend(backend);
  const run = backend.runWebGPUProgram.bind(backend);
  const read = backend.read.bind(backend);
  const readSync = backend.readSync.bind(backend);
  /** A float32 tensor in a buffer of its own with these values, where the tensor itself is none. */
  const plainCopy = (dataId: object): TensorInfo | undefined => {
    if (isHalf({ dataId })) return widen(view, tensorOf(view, dataId));
    return isSlice({ dataId }) ? copyOut(view, dataId) : undefined;
  };
  /** The values that are the tensor's: the first ones, where its buffer is longer. */
  const ownValues = <T>(dataId: object, values: T): T => {
    if (!isMadeOfParts({ dataId })) return values;
    return (values as Float32Array).subarray(0, util.sizeFromShape(tensorOf(view, dataId).shape)) as T;
  };
  const changed: Pick<WebGPUBackend, 'runWebGPUProgram' | 'read' | 'readSync'> = {
    runWebGPUProgram: (program, inputs, ...rest) => {
      addUp(view, inputs);
      if (!inputs.some(isHalf)) return run(program, inputs, ...rest);
      const wide = inputs.map((input) => (isHalf(input) ? widen(view, input) : input));
      const output = run(program, wide, ...rest);
      release(view, ...wide.filter((tensor, index) => tensor !== inputs[index]));
      return output;
    },
    read: async (dataId) => {
      addUp(view, [tensorOf(view, dataId)]);
      const copy = plainCopy(dataId);
      if (copy === undefined) return ownValues(dataId, await read(dataId));
      const values = await read(copy.dataId);
      release(view, copy);
      return values;
    },
    readSync: (dataId) => {
      addUp(view, [tensorOf(view, dataId)]);
      const copy = plainCopy(dataId);
      if (copy === undefined) return ownValues(dataId, readSync(dataId));
      const values = readSync(copy.dataId);
      release(view, copy);
      return values;
    },
  };
  Object.assign(backend, changed);
}
