import * as tf from '@tensorflow/tfjs-core';
import type { HalfStorage } from '../../ops/testing/compareToComposed';
import { currentBackend } from '../backendView';
import { narrowInto } from '../halfConversion';
import { allocateStored, isHalf } from '../halfTensors';

/** Test support: tensors of halves on the current WebGPU backend. */
export const HALF_STORAGE: HalfStorage = {
  store: (tensor) => {
    const backend = currentBackend();
    const half = allocateStored(backend, tensor.shape, true);
    if (!isHalf(half)) throw new Error(`[${tensor.shape.join(', ')}] cannot be stored as halves.`);
    narrowInto(backend, tensor, half);
    return tf.engine().makeTensorFromTensorInfo(half);
  },
  isHalf,
};
