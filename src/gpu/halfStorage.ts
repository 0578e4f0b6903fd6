import * as tf from '@tensorflow/tfjs-core';
import type { HalfStorage } from '../ops/comparing/compareToComposed';
import { currentBackend } from './backendView';
import { narrowInto } from './halfConversion';
import { allocateStored, isHalf } from './halfTensors';

/** Largest error of a value rounded to the nearest half, relative to the value. */
const ROUNDING = 2 ** -11;
/**
 * Inputs are exact, so a result is rounded once; a gradient's own inputs may have been rounded before (GELU's derivative),
 * and the largest value, to which errors are relative, by as much. Arithmetic in float32 adds 2e-5.
 */
export const HALVES_TOLERANCE = 3 * ROUNDING + 2e-5;

/** Tensors of halves on the current WebGPU backend. */
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
