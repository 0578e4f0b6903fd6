import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release } from '../backendView';
import { runProgram } from '../dispatch';
import { NORM_FLOOR, STD_EPSILON, type collapseMeasures } from '../../ops/collapseMeasures';
import { defineProgram, type ElementType } from '../program';
import { allocateScratch } from '../scratchTensors';
import { shape2 } from './flat';
import { need, type WebGpuKernels } from './kernel';
import { workgroupSum } from './workgroupSum';

/** @file Whether some embeddings collapse, all of it in one dispatch. */

const THREADS = 256;
/** Floating-point operations of an element. */
const OPERATIONS = 17;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/**
 * WGSL: the measures of tensor `t`. Threads take rows, then columns, then rows again; what they tell each other (each row's
 * norm, each column's mean and deviation) passes through `scratch`.
 */
const measure = (t: number): string => `{
    let width = params.width${t};
    for (var row = localIndex; row < params.batch; row += ${THREADS}u) {
      var squares = 0.0;
      for (var column = 0u; column < width; column++) {
        let value = x${t}[row * width + column];
        squares += value * value;
      }
      scratch[scale + row] = 1.0 / max(sqrt(squares), ${NORM_FLOOR});
    }
    storageBarrier();
    var deviations = 0.0;
    for (var column = localIndex; column < width; column += ${THREADS}u) {
      var means = vec2<f32>();
      for (var row = 0u; row < params.batch; row++) {
        means += x${t}[row * width + column] * vec2<f32>(1.0, scratch[scale + row]);
      }
      means /= f32(params.batch);
      var variances = vec2<f32>();
      for (var row = 0u; row < params.batch; row++) {
        let centred = x${t}[row * width + column] * vec2<f32>(1.0, scratch[scale + row]) - means;
        variances += centred * centred;
      }
      let deviation = sqrt(variances / f32(params.batch - 1u));
      deviations += deviation.y;
      scratch[columns + 2u * column] = means.x;
      scratch[columns + 2u * column + 1u] = 1.0 / (deviation.x + ${STD_EPSILON});
    }
    storageBarrier();
    var offDiagonal = 0.0;
    for (var row = localIndex; row < params.batch; row += ${THREADS}u) {
      var sum = 0.0;
      var squares = 0.0;
      for (var column = 0u; column < width; column++) {
        let at = columns + 2u * column;
        let score = (x${t}[row * width + column] - scratch[at]) * scratch[at + 1u];
        sum += score;
        squares += score * score;
      }
      offDiagonal += sum * sum - squares;
    }
    let meanDeviation = workgroupSum(deviations, localIndex) / f32(width);
    let correlation = workgroupSum(offDiagonal, localIndex) / (f32(params.batch - 1u) * f32(width) * f32(width - 1u));
    if (localIndex == 0u) {
      measures[${2 * t}] = meanDeviation;
      measures[${2 * t + 1}] = correlation;
    }
  }`;

/** One workgroup per tensor. */
const measuresProgram = defineProgram('collapseMeasures', ({ count }: { count: number }) => ({
  inputs: Object.fromEntries(range(count).map((t): [string, ElementType] => [`x${t}`, 'f32'])),
  outputs: { measures: 'f32', scratch: 'f32' },
  uniforms: {
    batch: 'u32',
    stride: 'u32',
    ...Object.fromEntries(range(count).map((t) => [`width${t}`, 'u32' as const])),
  },
  workgroupSize: [THREADS],
  declarations: workgroupSum(THREADS),
  main: `
  let scale = workgroup.x * params.stride;
  let columns = scale + params.batch;
  ${range(count)
    .map((t) => `if (workgroup.x == ${t}u) ${measure(t)}`)
    .join('\n  ')}`,
}));

export const collapseMeasuresKernels: WebGpuKernels<typeof collapseMeasures> = {
  forward(backend, inputs, { batch }) {
    const tensors: TensorInfo[] = Object.keys(inputs).map((_, i) => need(inputs, `x${i}`));
    const widths = tensors.map((tensor) => shape2(tensor)[1]);
    const stride = batch + 2 * Math.max(...widths);
    const measures = allocate(backend, [2 * tensors.length]);
    const scratch = allocateScratch(backend, [tensors.length, stride]);
    runProgram(backend, measuresProgram({ count: tensors.length }), {
      inputs: Object.fromEntries(tensors.map((tensor, i) => [`x${i}`, tensor])),
      outputs: { measures, scratch },
      uniforms: { batch, stride, ...Object.fromEntries(widths.map((width, i) => [`width${i}`, width])) },
      workgroups: [tensors.length],
      operations: OPERATIONS * batch * widths.reduce((sum, width) => sum + width, 0),
    });
    release(backend, scratch);
    return measures;
  },
};
