import { registerGradient, scalar, type Tensor } from '@tensorflow/tfjs-core';
import { allocate } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { VARIANCE_EPSILON, varianceHinge } from '../ops/varianceHinge';
import { shape3 } from './flat';
import { runKernel } from './gradients';
import { need, registerWebGpuKernel } from './register';
import { finishSum, workgroupSum } from './workgroupSum';

/** @file The variance term: statistics over the batch, column by column, without a transpose. */

const GRADIENT_KERNEL = `${varianceHinge.kernelName}Gradient`;

/** Columns of a workgroup, side by side in memory, and threads that share a column's batch. */
const COLUMNS = 64;
const SHARES = 4;

const UNIFORMS = { batch: 'u32', columns: 'u32', scale: 'f32' } as const;

/**
 * WGSL: mean and unbiased variance of column `column`, in two passes as the variance of a spread-out embedding is small
 * beside its mean. Each thread adds up every fourth sample; the four shares meet in workgroup memory.
 */
const MOMENTS = {
  declarations: `
var<workgroup> shares: array<f32, ${COLUMNS * SHARES}>;
fn acrossShares(value: f32, lane: u32) -> f32 {
  workgroupBarrier();
  shares[lane] = value;
  workgroupBarrier();
  let column = lane % ${COLUMNS}u;
  return ${Array.from({ length: SHARES }, (_, share) => `shares[column + ${share * COLUMNS}u]`).join(' + ')};
}`,
  main: `
  let column = workgroup.x * ${COLUMNS}u + localIndex % ${COLUMNS}u;
  let share = localIndex / ${COLUMNS}u;
  // Threads beyond the last column follow along, for the barriers' sake.
  let samples = select(0u, params.batch, column < params.columns);
  var sum = 0.0;
  for (var b = share; b < samples; b += ${SHARES}u) { sum += x[b * params.columns + column]; }
  let mean = acrossShares(sum, localIndex) / f32(params.batch);
  var squares = 0.0;
  for (var b = share; b < samples; b += ${SHARES}u) {
    let centred = x[b * params.columns + column] - mean;
    squares += centred * centred;
  }
  let variance = acrossShares(squares, localIndex) / f32(params.batch - 1u);
  let deviation = sqrt(variance + ${VARIANCE_EPSILON});`,
};

const hingeProgram = defineProgram('varianceHinge', () => ({
  inputs: { x: 'f32' },
  outputs: { partials: 'f32' },
  uniforms: UNIFORMS,
  workgroupSize: [COLUMNS * SHARES],
  declarations: MOMENTS.declarations + workgroupSum(COLUMNS * SHARES),
  main: `${MOMENTS.main}
  let counted = share == 0u && column < params.columns;
  let total = workgroupSum(select(0.0, max(0.0, 1.0 - deviation), counted), localIndex);
  if (localIndex == 0u) { partials[workgroup.x] = total * params.scale; }`,
}));

/** d/dx of the hinge: −(x − mean) / ((B − 1)·deviation) where the deviation is below 1. */
const gradientProgram = defineProgram('varianceHingeGradient', () => ({
  inputs: { dy: 'f32', x: 'f32' },
  outputs: { gradient: 'f32' },
  uniforms: UNIFORMS,
  workgroupSize: [COLUMNS * SHARES],
  declarations: MOMENTS.declarations,
  main: `${MOMENTS.main}
  let slope = select(0.0, -params.scale * dy[0] / (f32(params.batch - 1u) * deviation), deviation < 1.0);
  for (var b = share; b < samples; b += ${SHARES}u) {
    let i = b * params.columns + column;
    gradient[i] = slope * (x[i] - mean);
  }`,
}));

export function registerVarianceHinge(): void {
  registerWebGpuKernel(varianceHinge.kernelName, (backend, inputs) => {
    const x = need(inputs, 'x');
    const [batch, slots, dimensions] = shape3(x);
    if (batch < 2) return scalar(NaN);
    const columns = slots * dimensions;
    const workgroups = Math.ceil(columns / COLUMNS);
    const partials = allocate(backend, [workgroups]);
    runProgram(backend, hingeProgram({}), {
      inputs: { x },
      outputs: { partials },
      uniforms: { batch, columns, scale: 1 / columns },
      workgroups: [workgroups],
    });
    return finishSum(backend, partials);
  });

  registerWebGpuKernel(GRADIENT_KERNEL, (backend, inputs) => {
    const x = need(inputs, 'x');
    const [batch, slots, dimensions] = shape3(x);
    const columns = slots * dimensions;
    const gradient = allocate(backend, x.shape);
    runProgram(backend, gradientProgram({}), {
      inputs: { dy: need(inputs, 'dy'), x },
      outputs: { gradient },
      uniforms: { batch, columns, scale: 1 / columns },
      workgroups: [Math.ceil(columns / COLUMNS)],
    });
    return gradient;
  });

  registerGradient({
    kernelName: varianceHinge.kernelName,
    inputsToSave: ['x'],
    gradFunc: (dy, saved) => {
      const [x] = saved as [Tensor];
      return { x: () => runKernel<Tensor>(GRADIENT_KERNEL, { dy: dy as Tensor, x }) };
    },
  });
}
