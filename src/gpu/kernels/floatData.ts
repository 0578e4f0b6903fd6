import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, tensorOf, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { FLAT_INDEX, FLAT_THREADS, flatWorkgroups } from './flat';

const convertProgram = defineProgram('intToFloat', () => ({
  inputs: { values: 'i32' },
  outputs: { converted: 'f32' },
  uniforms: { count: 'u32' },
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i < params.count) { converted[i] = f32(values[i]); }`,
}));

/**
 * The tensor itself, or, where it says float32 but its buffer holds integers, a new one that holds floats. tfjs's cast
 * from int32 or bool to float32 only changes what the tensor says; its own programs look at the buffer's type.
 */
export function floatData(backend: BackendView, tensor: TensorInfo): TensorInfo {
  if (tensor.dtype !== 'float32' || tensorOf(backend, tensor.dataId).dtype === 'float32') return tensor;
  const converted = allocate(backend, tensor.shape);
  const count = util.sizeFromShape(tensor.shape);
  runProgram(backend, convertProgram({}), {
    inputs: { values: tensor },
    outputs: { converted },
    uniforms: { count },
    workgroups: flatWorkgroups(backend, count),
  });
  return converted;
}
