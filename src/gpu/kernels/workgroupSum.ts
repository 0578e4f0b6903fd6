import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';

/** @file Sums that come out the same on every run: fixed shares per thread, a fixed tree per workgroup, no atomics. */

/**
 * WGSL function `workgroupSum(value, lane) -> f32`: the sum over a workgroup of `threads` (a square) threads, known to all
 * of them. All threads must reach the call. In two rounds instead of a binary tree: barriers are what it costs, above
 * all on software adapters.
 */
export function workgroupSum(threads: number): string {
  const side = Math.sqrt(threads);
  return `
var<workgroup> addends: array<f32, ${threads}>;
var<workgroup> addendSums: array<f32, ${side}>;
fn workgroupSum(value: f32, lane: u32) -> f32 {
  addends[lane] = value;
  workgroupBarrier();
  if (lane < ${side}u) {
    var sum = 0.0;
    for (var i = 0u; i < ${side}u; i++) { sum += addends[i * ${side}u + lane]; }
    addendSums[lane] = sum;
  }
  workgroupBarrier();
  var total = 0.0;
  for (var i = 0u; i < ${side}u; i++) { total += addendSums[i]; }
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
