import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import type { batchNorm } from '../../ops/batchNorm';
import { allocateActivation, allocateLike } from '../halfTensors';
import { defineProgram } from '../program';
import { allocateScratch } from '../scratchTensors';
import { COLUMNS, ROW_LANES } from '../tilings/columnSums';
import { defineColumnSums, shareRows } from './columnSums';
import { elementOf, FLAT_INDEX, FLAT_THREADS, flatWorkgroups, lanesOf, realOf } from './flat';
import type { WebGpuKernels } from './kernel';

/**
 * @file Batch normalisation with the batch's own statistics. Parts of the rows give their mean and squared deviations,
 * which add up without cancellation (Chan, Golub and LeVeque, 1983).
 */

/** Floating-point operations of an element. */
const OPERATIONS = { statistics: 4, normalise: 7, parameterSums: 11, inputGradient: 14 };

type Width = { readonly width: 1 | 4 };

const partStatistics = defineProgram<Width>('batch_norm_parts', ({ width }) => ({
  inputs: { x: realOf(width) },
  outputs: { parts: elementOf(width) },
  uniforms: { rows: 'u32', columns: 'u32', part: 'u32' },
  workgroupSize: [COLUMNS, ROW_LANES],
  declarations: `alias Value = ${elementOf(width)};`,
  main: `
  let column = workgroup.x * ${COLUMNS}u + local.x;
  if (column >= params.columns) { return; }
  let layer = workgroup.y * ${ROW_LANES}u + local.y;
  let begin = layer * params.part;
  let end = min(params.rows, begin + params.part);
  var total = Value();
  for (var row = begin; row < end; row++) { total += read_x(row * params.columns + column); }
  let mean = total / f32(max(end, begin + 1u) - begin);
  var squares = Value();
  for (var row = begin; row < end; row++) {
    let centred = read_x(row * params.columns + column) - mean;
    squares = fma(centred, centred, squares);
  }
  parts[2u * layer * params.columns + column] = mean;
  parts[(2u * layer + 1u) * params.columns + column] = squares;`,
}));

const joinStatistics = defineProgram('batch_norm_join', () => ({
  inputs: { parts: 'f32' },
  outputs: { mean: 'f32', variance: 'f32' },
  uniforms: { rows: 'u32', columns: 'u32', part: 'u32' },
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.columns) { return; }
  var total = 0.0;
  for (var row = 0u; row < params.rows; row += params.part) {
    total = fma(f32(min(params.part, params.rows - row)), parts[2u * (row / params.part) * params.columns + i], total);
  }
  let centre = total / f32(params.rows);
  var squares = 0.0;
  for (var row = 0u; row < params.rows; row += params.part) {
    let first = 2u * (row / params.part) * params.columns + i;
    let apart = parts[first] - centre;
    squares += fma(f32(min(params.part, params.rows - row)) * apart, apart, parts[first + params.columns]);
  }
  mean[i] = centre;
  variance[i] = squares / f32(params.rows);`,
}));

const normalise = defineProgram<Width & { relu: boolean }>('batch_norm', ({ relu, width }) => ({
  inputs: typed(['x', 'gamma', 'beta', 'mean', 'variance'], realOf(width)),
  outputs: { y: realOf(width) },
  uniforms: { size: 'u32', columns: 'u32', eps: 'f32' },
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  let column = i % params.columns;
  let normalised = (read_x(i) - read_mean(column)) * inverseSqrt(read_variance(column) + params.eps);
  let shifted = fma(normalised, read_gamma(column), read_beta(column));
  write_y(i, ${relu ? `max(${elementOf(width)}(), shifted)` : 'shifted'});`,
}));

const INPUTS = ['dy', 'x', 'gamma', 'beta', 'mean', 'variance'] as const;

function typed<T>(names: readonly string[], type: T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, type]));
}

/** g, the gradient before the ReLU, whose sign is computed anew rather than kept, and the normalised x. */
const beforeRelu = (relu: boolean): string => `
  let reciprocal = inverseSqrt(read_variance(column) + params.eps);
  let normalised = (read_x(i) - read_mean(column)) * reciprocal;
  let g = ${relu ? 'select(Value(), read_dy(i), fma(normalised, read_gamma(column), read_beta(column)) > Value())' : 'read_dy(i)'};`;

const sumsOf = (relu: boolean) =>
  defineColumnSums(relu ? 'batch_norm_relu_sums' : 'batch_norm_sums', {
    inputs: typed(INPUTS, 'Value'),
    uniforms: { eps: 'f32' },
    prepare: beforeRelu(relu),
    terms: ['g * normalised', 'g'],
    operations: OPERATIONS.parameterSums,
  });
const parameterSums = { plain: sumsOf(false), relu: sumsOf(true) };

const inputGradient = defineProgram<Width & { relu: boolean }>(
  'batch_norm_input_gradient',
  ({ relu, width }) => ({
    inputs: typed([...INPUTS, 'dgamma', 'dbeta'], realOf(width)),
    outputs: { dx: realOf(width) },
    uniforms: { size: 'u32', columns: 'u32', rows: 'f32', eps: 'f32' },
    workgroupSize: [FLAT_THREADS],
    declarations: `alias Value = ${elementOf(width)};`,
    main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  let column = i % params.columns;
  ${beforeRelu(relu)}
  let shift = (read_dbeta(column) + normalised * read_dgamma(column)) / params.rows;
  write_dx(i, read_gamma(column) * reciprocal * (g - shift));`,
  }),
);

function extents(x: TensorInfo): { size: number; rows: number; columns: number } {
  const size = util.sizeFromShape(x.shape);
  const columns = x.shape.at(-1)!;
  return { size, rows: size / columns, columns };
}

function statistics(backend: BackendView, x: TensorInfo): [mean: TensorInfo, variance: TensorInfo] {
  const { rows, columns } = extents(x);
  const width = lanesOf(columns);
  const { workgroups, layers } = shareRows(backend, rows, columns / width);
  const parts = allocateScratch(backend, [layers, 2, columns]);
  const part = Math.ceil(rows / layers);
  runProgram(backend, partStatistics({ width }), {
    inputs: { x },
    outputs: { parts },
    uniforms: { rows, columns: columns / width, part },
    workgroups,
    operations: OPERATIONS.statistics * rows * columns,
  });
  const mean = allocate(backend, [columns]);
  const variance = allocate(backend, [columns]);
  runProgram(backend, joinStatistics({}), {
    inputs: { parts },
    outputs: { mean, variance },
    uniforms: { rows, columns, part },
    workgroups: flatWorkgroups(backend, columns),
  });
  release(backend, parts);
  return [mean, variance];
}

export const batchNormKernels: WebGpuKernels<typeof batchNorm> = {
  forward(backend, { x, gamma, beta }, attributes) {
    const { eps, relu } = attributes;
    const { size, columns } = extents(x);
    const [mean, variance] = statistics(backend, x);
    const y = allocateActivation(backend, x.shape, attributes);
    const width = lanesOf(columns);
    runProgram(backend, normalise({ relu, width }), {
      inputs: { x, gamma, beta, mean, variance },
      outputs: { y },
      uniforms: { size: size / width, columns: columns / width, eps },
      workgroups: flatWorkgroups(backend, size / width),
      operations: OPERATIONS.normalise * size,
    });
    return [y, mean, variance];
  },

  /** The first needs the other two. */
  gradients(backend, { dy, x, gamma, beta, mean, variance }, { eps, relu }) {
    const inputs = { dy, x, gamma, beta, mean, variance };
    const { size, rows, columns } = extents(x);
    const sums = relu ? parameterSums.relu : parameterSums.plain;
    const [dgamma, dbeta] = sums(backend, inputs, rows, columns, { eps }) as [TensorInfo, TensorInfo];
    const dx = allocateLike(backend, x);
    const width = lanesOf(columns);
    runProgram(backend, inputGradient({ relu, width }), {
      inputs: { ...inputs, dgamma, dbeta },
      outputs: { dx },
      uniforms: { size: size / width, columns: columns / width, rows, eps },
      workgroups: flatWorkgroups(backend, size / width),
      operations: OPERATIONS.inputGradient * size,
    });
    return [dx, dgamma, dbeta];
  },
};
