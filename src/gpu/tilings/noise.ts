import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { allocateStored } from '../halfTensors';
import { narrowInto } from '../halfConversion';
import { fill } from '../kernels/fill';
import { FLAT_INDEX, FLAT_THREADS, flatWorkgroups } from '../kernels/flat';
import { defineProgram } from '../program';
import type { InputShape } from './chooseTiling';

/** @file Values to try kernels on. They need not be random, only the same for all, and no two neighbours alike. */

const noiseProgram = defineProgram('noise', () => ({
  inputs: {},
  outputs: { x: 'f32' },
  uniforms: { size: 'u32', seed: 'u32' },
  workgroupSize: [FLAT_THREADS],
  main: `${FLAT_INDEX}
  if (i >= params.size) { return; }
  var h = (i ^ (params.seed * 0x9e3779b9u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
  h = h ^ (h >> 16u);
  x[i] = 0.25 + f32(h >> 8u) / 16777216.0;`,
}));

/**
 * A tensor of this shape with numbers between 0.25 and 1.25: above zero, since some are variances. Integers are numbers
 * of rows, and zero, which is always one.
 */
export function noise(backend: BackendView, { shape, dtype, isHalf }: InputShape, seed: number): TensorInfo {
  const x = allocate(backend, shape, dtype);
  const size = util.sizeFromShape([...shape]);
  if (dtype !== 'float32') {
    fill(backend, x, 0);
    return x;
  }
  runProgram(backend, noiseProgram({}), {
    inputs: {},
    outputs: { x },
    uniforms: { size, seed },
    workgroups: flatWorkgroups(backend, size),
  });
  if (!isHalf) return x;
  const half = allocateStored(backend, shape, true);
  narrowInto(backend, x, half);
  release(backend, x);
  return half;
}
