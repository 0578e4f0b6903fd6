import { registerGradient, util, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { COLUMNS, defineColumnSums, ROW_LANES, shareRows } from './columnSums';
import { FLAT_INDEX, FLAT_THREADS, flatWorkgroups } from './flat';
import { firstOutput, runKernels, shared } from './gradients';
import { need, registerWebGpuKernel, type KernelInputs } from './register';

/**
 * @file Batch normalisation with the batch's own statistics. Parts of the rows give their mean and squared deviations,
 * which add up without cancellation (Chan, Golub and LeVeque, 1983).
 */

const partStatistics = defineProgram('batch_norm_parts', () => ({
  inputs: { x: 'f32' },
  outputs: { parts: 'vec2<f32>' },
  uniforms: { rows: 'u32', columns: 'u32', part: 'u32' },
  workgroupSize: [COLUMNS, ROW_LANES],
  main: `
  let column = workgroup.x * ${COLUMNS}u + local.x;
  if (column >= params.columns) { return; }
  let layer = workgroup.y * ${ROW_LANES}u + local.y;
  let begin = layer * params.part;
  let end = min(params.rows, begin + params.part);
  var total = 0.0;
  for (var row = begin; row < end; row++) { total += x[row * params.columns + column]; }
  let mean = total / f32(max(end, begin + 1u) - begin);
  var squares = 0.0;
  for (var row = begin; row < end; row++) {
    let centred = x[row * params.columns + column] - mean;
    squares = fma(centred, centred, squares);
  }
  parts[layer * params.columns + column] = vec2<f32>(mean, squares);`,
}));

const joinStatistics = defineProgram('batch_norm_join', () => ({
  inputs: { parts: 'vec2<f32>' },
  outputs: { mean: 'f32', variance: 'f32' },
  uniforms: { rows: 'u32', columns: 'u32', part: 'u32' },
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.columns) { return; }
  var total = 0.0;
  for (var row = 0u; row < params.rows; row += params.part) {
    total = fma(f32(min(params.part, params.rows - row)), parts[row / params.part * params.columns + i].x, total);
  }
  let centre = total / f32(params.rows);
  var squares = 0.0;
  for (var row = 0u; row < params.rows; row += params.part) {
    let p = parts[row / params.part * params.columns + i];
    squares += fma(f32(min(params.part, params.rows - row)) * (p.x - centre), p.x - centre, p.y);
  }
  mean[i] = centre;
  variance[i] = squares / f32(params.rows);`,
}));

const normalise = defineProgram<{ relu: boolean }>('batch_norm', ({ relu }) => ({
  inputs: { x: 'f32', gamma: 'f32', beta: 'f32', mean: 'f32', variance: 'f32' },
  outputs: { y: 'f32' },
  uniforms: { size: 'u32', columns: 'u32', eps: 'f32' },
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  let column = i % params.columns;
  let normalised = (x[i] - mean[column]) * inverseSqrt(variance[column] + params.eps);
  y[i] = ${relu ? 'max(0.0, fma(normalised, gamma[column], beta[column]))' : 'fma(normalised, gamma[column], beta[column])'};`,
}));

const INPUTS = { dy: 'f32', x: 'f32', gamma: 'f32', beta: 'f32', mean: 'f32', variance: 'f32' } as const;

/** g, the gradient before the ReLU, whose sign is computed anew rather than kept, and the normalised x. */
const beforeRelu = (relu: boolean): string => `
  let reciprocal = inverseSqrt(variance[column] + params.eps);
  let normalised = (x[i] - mean[column]) * reciprocal;
  let g = ${relu ? 'select(0.0, dy[i], fma(normalised, gamma[column], beta[column]) > 0.0)' : 'dy[i]'};`;

const sumsOf = (relu: boolean) =>
  defineColumnSums(relu ? 'batch_norm_relu_sums' : 'batch_norm_sums', {
    inputs: INPUTS,
    uniforms: { eps: 'f32' },
    prepare: beforeRelu(relu),
    terms: ['g * normalised', 'g'],
  });
const parameterSums = { plain: sumsOf(false), relu: sumsOf(true) };

const inputGradient = defineProgram<{ relu: boolean }>('batch_norm_input_gradient', ({ relu }) => ({
  inputs: { ...INPUTS, dgamma: 'f32', dbeta: 'f32' },
  outputs: { dx: 'f32' },
  uniforms: { size: 'u32', columns: 'u32', rows: 'f32', eps: 'f32' },
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  let column = i % params.columns;
  ${beforeRelu(relu)}
  let shift = (dbeta[column] + normalised * dgamma[column]) / params.rows;
  dx[i] = gamma[column] * reciprocal * (g - shift);`,
}));

type Attributes = { eps: number; relu: boolean };

function extents(x: TensorInfo): { size: number; rows: number; columns: number } {
  const size = util.sizeFromShape(x.shape);
  const columns = x.shape.at(-1)!;
  return { size, rows: size / columns, columns };
}

function statistics(backend: BackendView, x: TensorInfo): [mean: TensorInfo, variance: TensorInfo] {
  const { rows, columns } = extents(x);
  const { workgroups, layers } = shareRows(backend, rows, columns);
  const parts = allocate(backend, [layers, columns, 2]);
  const uniforms = { rows, columns, part: Math.ceil(rows / layers) };
  runProgram(backend, partStatistics({}), { inputs: { x }, outputs: { parts }, uniforms, workgroups });
  const mean = allocate(backend, [columns]);
  const variance = allocate(backend, [columns]);
  runProgram(backend, joinStatistics({}), {
    inputs: { parts },
    outputs: { mean, variance },
    uniforms,
    workgroups: flatWorkgroups(backend, columns),
  });
  release(backend, parts);
  return [mean, variance];
}

function forwardKernel(backend: BackendView, inputs: KernelInputs, { eps, relu }: Attributes): TensorInfo[] {
  const x = need(inputs, 'x');
  const { size, columns } = extents(x);
  const [mean, variance] = statistics(backend, x);
  const y = allocate(backend, x.shape);
  runProgram(backend, normalise({ relu }), {
    inputs: { x, gamma: need(inputs, 'gamma'), beta: need(inputs, 'beta'), mean, variance },
    outputs: { y },
    uniforms: { size, columns, eps },
    workgroups: flatWorkgroups(backend, size),
  });
  return [y, mean, variance];
}

/** dx, dgamma and dbeta: the first needs the other two. */
function gradientsKernel(backend: BackendView, given: KernelInputs, { eps, relu }: Attributes): TensorInfo[] {
  const inputs = Object.fromEntries(Object.keys(INPUTS).map((name) => [name, need(given, name)]));
  const x = need(given, 'x');
  const { size, rows, columns } = extents(x);
  const sums = relu ? parameterSums.relu : parameterSums.plain;
  const [dgamma, dbeta] = sums(backend, inputs, rows, columns, { eps }) as [TensorInfo, TensorInfo];
  const dx = allocate(backend, x.shape);
  runProgram(backend, inputGradient({ relu }), {
    inputs: { ...inputs, dgamma, dbeta },
    outputs: { dx },
    uniforms: { size, columns, rows, eps },
    workgroups: flatWorkgroups(backend, size),
  });
  return [dx, dgamma, dbeta];
}

export function registerBatchNorm(): void {
  registerWebGpuKernel('VicBatchNorm', (backend, inputs, attributes) =>
    forwardKernel(backend, inputs, attributes as Attributes),
  );
  registerWebGpuKernel('VicBatchNormGradients', (backend, inputs, attributes) =>
    gradientsKernel(backend, inputs, attributes as Attributes),
  );
  registerGradient({
    kernelName: 'VicBatchNorm',
    inputsToSave: ['x', 'gamma', 'beta'],
    outputsToSave: [false, true, true],
    gradFunc: (dys, saved, attributes) => {
      const [x, gamma, beta, mean, variance] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor];
      const inputs = { dy: firstOutput(dys), x, gamma, beta, mean, variance };
      const all = shared(() => runKernels('VicBatchNormGradients', inputs, attributes));
      return { x: () => all()[0]!, gamma: () => all()[1]!, beta: () => all()[2]! };
    },
  });
}
