import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';

/** @file Sums that come out the same on every run: fixed shares per thread, a fixed tree per workgroup, no atomics. */

/**
 * WGSL function `workgroupSum(value, lane) -> f32`: the sum over a workgroup of `threads` (a power of two) threads, known
 * to all of them. All threads must reach the call.
 */
export function workgroupSum(threads: number): string {
  return `
var<workgroup> addends: array<f32, ${threads}>;
fn workgroupSum(value: f32, lane: u32) -> f32 {
  addends[lane] = value;
  workgroupBarrier();
  for (var half = ${threads / 2}u; half > 0u; half >>= 1u) {
    if (lane < half) { addends[lane] += addends[lane + half]; }
    workgroupBarrier();
  }
  let total = addends[0];
  workgroupBarrier();
  return total;
}`;
}

const SUM_THREADS = 256;

const sumProgram = defineProgram('sum', () => ({
  inputs: { values: 'f32' },
  outputs: { total: 'f32' },
  uniforms: { count: 'u32' },
  workgroupSize: [SUM_THREADS],
  declarations: workgroupSum(SUM_THREADS),
  main: `
  var sum = 0.0;
  for (var i = localIndex; i < params.count; i += ${SUM_THREADS}u) { sum += values[i]; }
  let all = workgroupSum(sum, localIndex);
  if (localIndex == 0u) { total[0] = all; }`,
}));

/** Sum of all values as a new scalar, by one workgroup: for short lists such as other workgroups' results. */
export function sumValues(backend: BackendView, values: TensorInfo): TensorInfo {
  const total = allocate(backend, []);
  runProgram(backend, sumProgram({}), {
    inputs: { values },
    outputs: { total },
    uniforms: { count: util.sizeFromShape(values.shape) },
    workgroups: [1],
  });
  return total;
}

/** The scalar that a list of partial sums comes to; the list is used up. */
export function finishSum(backend: BackendView, partials: TensorInfo): TensorInfo {
  if (util.sizeFromShape(partials.shape) === 1) return { ...partials, shape: [] };
  const total = sumValues(backend, partials);
  release(backend, partials);
  return total;
}
