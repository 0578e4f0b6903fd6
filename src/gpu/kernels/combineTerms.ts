import { registerGradient, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { combine, termName } from '../ops/combineTerms';
import { defineProgram, type ElementType } from '../program';
import { firstOutput, runKernels, shared } from './gradients';
import { need, registerWebGpuKernel, type WebGpuKernel } from './register';

/** @file A weighted sum of scalars and its gradients, as many at a time as a program may bind buffers. */

const GRADIENT = `${combine.kernelName}Gradient`;

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const buffers = (prefix: string, count: number): Record<string, ElementType> =>
  Object.fromEntries(range(count).map((i) => [`${prefix}${i}`, 'f32' as const]));
const weightUniforms = (count: number) =>
  Object.fromEntries(range(count).map((i) => [`w${i}`, 'f32' as const]));

const sumProgram = defineProgram('combineTerms', ({ count }: { count: number }) => ({
  inputs: buffers('t', count),
  outputs: { sum: 'f32' },
  uniforms: weightUniforms(count),
  workgroupSize: [1],
  main: `sum[0] = ${range(count)
    .map((i) => `params.w${i} * t${i}[0]`)
    .join(' + ')};`,
}));

const gradientProgram = defineProgram('combineTermsGradient', ({ count }: { count: number }) => ({
  inputs: { dy: 'f32' },
  outputs: buffers('d', count),
  uniforms: weightUniforms(count),
  workgroupSize: [1],
  main: range(count)
    .map((i) => `d${i}[0] = params.w${i} * dy[0];`)
    .join('\n'),
}));

const weightValues = (weights: readonly number[]) =>
  Object.fromEntries(weights.map((weight, i) => [`w${i}`, weight]));

/** Index ranges of at most as many terms as fit beside one other buffer. */
function chunksOf(backend: BackendView, count: number): { readonly start: number; readonly end: number }[] {
  const size = backend.device.limits.maxStorageBuffersPerShaderStage - 1;
  return range(Math.ceil(count / size)).map((chunk) => ({
    start: chunk * size,
    end: Math.min(count, (chunk + 1) * size),
  }));
}

function weightedSum(
  backend: BackendView,
  terms: readonly TensorInfo[],
  weights: readonly number[],
): TensorInfo {
  const sums = chunksOf(backend, terms.length).map(({ start, end }) => {
    const sum = allocate(backend, []);
    const inputs = Object.fromEntries(terms.slice(start, end).map((term, i) => [`t${i}`, term]));
    runProgram(backend, sumProgram({ count: end - start }), {
      inputs,
      outputs: { sum },
      uniforms: weightValues(weights.slice(start, end)),
      workgroups: [1],
    });
    return sum;
  });
  if (sums.length === 1) return sums[0]!;
  const total = weightedSum(
    backend,
    sums,
    sums.map(() => 1),
  );
  release(backend, ...sums);
  return total;
}

const gradients: WebGpuKernel = (backend, inputs, attributes) => {
  const weights = attributes.weights as unknown as readonly number[];
  const results = weights.map(() => allocate(backend, []));
  for (const { start, end } of chunksOf(backend, weights.length)) {
    runProgram(backend, gradientProgram({ count: end - start }), {
      inputs: { dy: need(inputs, 'dy') },
      outputs: Object.fromEntries(results.slice(start, end).map((result, i) => [`d${i}`, result])),
      uniforms: weightValues(weights.slice(start, end)),
      workgroups: [1],
    });
  }
  return results;
};

export function registerCombineTerms(): void {
  registerWebGpuKernel(combine.kernelName, (backend, inputs, attributes) => {
    const weights = attributes.weights as unknown as readonly number[];
    return weightedSum(
      backend,
      weights.map((_, index) => need(inputs, termName(index))),
      weights,
    );
  });
  registerWebGpuKernel(GRADIENT, gradients);
  registerGradient({
    kernelName: combine.kernelName,
    gradFunc: (dy, _saved, attributes) => {
      const weights = attributes.weights as unknown as readonly number[];
      const all = shared(() => runKernels(GRADIENT, { dy: firstOutput(dy) }, attributes));
      return Object.fromEntries(weights.map((_, index) => [termName(index), () => all()[index]!]));
    },
  });
}
