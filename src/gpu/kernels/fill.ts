import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { FLAT_INDEX, FLAT_THREADS, flatWorkgroups } from './flat';

const fillProgram = defineProgram('fill', () => ({
  inputs: {},
  outputs: { x: 'f32' },
  uniforms: { size: 'u32', value: 'f32' },
  workgroupSize: [FLAT_THREADS],
  main: `${FLAT_INDEX} if (i < params.size) { x[i] = params.value; }`,
}));

/** Writes `value` into every element of a float tensor. */
export function fill(backend: BackendView, x: TensorInfo, value: number): void {
  const size = util.sizeFromShape(x.shape);
  runProgram(backend, fillProgram({}), {
    inputs: {},
    outputs: { x },
    uniforms: { size, value },
    workgroups: flatWorkgroups(backend, size),
  });
}
