import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release } from '../backendView';
import { runProgram } from '../dispatch';
import { NORM_FLOOR, numberedInputs, STD_EPSILON, type collapseMeasures } from '../../ops/collapseMeasures';
import { numbered } from '../numbered';
import { defineProgram, type ElementType } from '../program';
import { allocateScratch } from '../scratchTensors';
import { shape2 } from './flat';
import type { WebGpuKernels } from './kernel';
import { workgroupSum } from './workgroupSum';

/** @file Whether some embeddings collapse, and the other measures of the step beside it, all of it in one dispatch. */

const THREADS = 256;
/** Floating-point operations of an element. */
const OPERATIONS = 17;

/** Embeddings, and tensors of other measures. */
type Counts = { count: number; known: number };

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
      measures[params.known + ${2 * t}u] = meanDeviation;
      measures[params.known + ${2 * t + 1}u] = correlation;
    }
  }`;

/** WGSL: takes over tensor `k` of what is known, where the others before it end. */
const copy = (k: number): string => `{
    let first = ${k === 0 ? '0u' : `params.end${k - 1}`};
    for (var i = first + localIndex; i < params.end${k}; i += ${THREADS}u) { measures[i] = known${k}[i - first]; }
  }`;

/** One workgroup per tensor; the first also copies what is known. */
const measuresProgram = defineProgram('collapseMeasures', ({ count, known }: Counts) => ({
  inputs: {
    ...numbered('x', Array<ElementType>(count).fill('f32')),
    ...numbered('known', Array<ElementType>(known).fill('f32')),
  },
  outputs: { measures: 'f32', scratch: 'f32' },
  uniforms: {
    batch: 'u32',
    stride: 'u32',
    known: 'u32',
    ...numbered('width', Array<'u32'>(count).fill('u32')),
    ...numbered('end', Array<'u32'>(known).fill('u32')),
  },
  workgroupSize: [THREADS],
  declarations: workgroupSum(THREADS),
  main: `
  let scale = workgroup.x * params.stride;
  let columns = scale + params.batch;
  if (workgroup.x == 0u) { ${range(known).map(copy).join(' ')} }
  ${range(count)
    .map((t) => `if (workgroup.x == ${t}u) ${measure(t)}`)
    .join('\n  ')}`,
}));

export const collapseMeasuresKernels: WebGpuKernels<typeof collapseMeasures> = {
  forward(backend, inputs, { batch }) {
    const tensors = numberedInputs<TensorInfo>(inputs, 'x');
    const known = numberedInputs<TensorInfo>(inputs, 'known');
    let end = 0;
    const ends = known.map(({ shape }) => (end += util.sizeFromShape(shape)));
    const widths = tensors.map((tensor) => shape2(tensor)[1]);
    const stride = batch + 2 * Math.max(...widths);
    const measures = allocate(backend, [end + 2 * tensors.length]);
    const scratch = allocateScratch(backend, [tensors.length, stride]);
    runProgram(backend, measuresProgram({ count: tensors.length, known: known.length }), {
      inputs: { ...numbered('x', tensors), ...numbered('known', known) },
      outputs: { measures, scratch },
      uniforms: { batch, stride, known: end, ...numbered('width', widths), ...numbered('end', ends) },
      workgroups: [tensors.length],
      operations: OPERATIONS * batch * widths.reduce((sum, width) => sum + width, 0),
    });
    release(backend, scratch);
    return measures;
  },
};
