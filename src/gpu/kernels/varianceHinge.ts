import { registerGradient, scalar, type Tensor } from '@tensorflow/tfjs-core';
import { allocate } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { VARIANCE_EPSILON, varianceHinge } from '../ops/varianceHinge';
import { FLAT_INDEX, FLAT_THREADS, flatWorkgroups, shape3 } from './flat';
import { runKernel } from './gradients';
import { need, registerWebGpuKernel } from './register';
import { finishSum } from './workgroupSum';

/** @file The variance term: statistics over the batch, column by column, without a transpose. */

const GRADIENT_KERNEL = `${varianceHinge.kernelName}Gradient`;

const UNIFORMS = { batch: 'u32', columns: 'u32', scale: 'f32' } as const;

/**
 * WGSL: mean, unbiased variance and deviation of column `i`, in two passes, as the variance of an embedding may be small
 * beside its mean. One thread per column: neighbours read neighbouring values, and nobody waits for anybody.
 */
const MOMENTS = `
  ${FLAT_INDEX}
  if (i >= params.columns) { return; }
  let end = params.batch * params.columns;
  var sum = 0.0;
  for (var at = i; at < end; at += params.columns) { sum += x[at]; }
  let mean = sum / f32(params.batch);
  var squares = 0.0;
  for (var at = i; at < end; at += params.columns) { squares += (x[at] - mean) * (x[at] - mean); }
  let deviation = sqrt(squares / f32(params.batch - 1u) + ${VARIANCE_EPSILON});`;

const hingeProgram = defineProgram('varianceHinge', () => ({
  inputs: { x: 'f32' },
  outputs: { hinge: 'f32' },
  uniforms: UNIFORMS,
  workgroupSize: [FLAT_THREADS],
  main: `${MOMENTS}
  hinge[i] = params.scale * max(0.0, 1.0 - deviation);`,
}));

/** d/dx of the hinge: −(x − mean) / ((B − 1)·deviation) where the deviation is below 1. */
const gradientProgram = defineProgram('varianceHingeGradient', () => ({
  inputs: { dy: 'f32', x: 'f32' },
  outputs: { gradient: 'f32' },
  uniforms: UNIFORMS,
  workgroupSize: [FLAT_THREADS],
  main: `${MOMENTS}
  let slope = select(0.0, -params.scale * dy[0] / (f32(params.batch - 1u) * deviation), deviation < 1.0);
  for (var at = i; at < end; at += params.columns) { gradient[at] = slope * (x[at] - mean); }`,
}));

export function registerVarianceHinge(): void {
  registerWebGpuKernel(varianceHinge.kernelName, (backend, inputs) => {
    const x = need(inputs, 'x');
    const [batch, slots, dimensions] = shape3(x);
    if (batch < 2) return scalar(NaN);
    const columns = slots * dimensions;
    const hinge = allocate(backend, [columns]);
    runProgram(backend, hingeProgram({}), {
      inputs: { x },
      outputs: { hinge },
      uniforms: { batch, columns, scale: 1 / columns },
      workgroups: flatWorkgroups(backend, columns),
    });
    return finishSum(backend, hinge);
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
      workgroups: flatWorkgroups(backend, columns),
    });
    return gradient;
  });

  registerGradient({
    kernelName: varianceHinge.kernelName,
    inputsToSave: ['x'],
    gradFunc: (dy, saved) => {
      const [x] = saved as [Tensor];
      return { x: () => runKernel(GRADIENT_KERNEL, { dy: dy as Tensor, x }) };
    },
  });
}
