import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { layerNorm } from '../../ops/layerNorm';
import { allocate, type BackendView } from '../backendView';
import { runProgram, spreadWorkgroups } from '../dispatch';
import { allocateActivation, allocateLike, isHalf } from '../halfTensors';
import { defineProgram } from '../program';
import { defineColumnSums } from './columnSums';
import { elementOf, lanesOf, realOf } from './flat';
import { chooseTiling } from '../tilings/chooseTiling';
import { LAYER_NORMS, type RowTiling } from '../tilings/layerNorms';
import type { WebGpuKernels } from './kernel';

/** @file Layer normalisation over the last axis: two programs over rows, one over columns for gamma and beta. */

/** Rows are shared by `lanes` invocations, of which each reads `width` neighbours at once. */
type RowShare = RowTiling & { width: 1 | 4 };

/** WGSL: `Value` is one element or four, `total(v)` their sum. */
const valueOf = ({ width }: RowShare): string => `
alias Value = ${elementOf(width)};
fn total(v: Value) -> f32 { return ${width === 4 ? '(v.x + v.y) + (v.z + v.w)' : 'v'}; }`;

/** WGSL `rowSum(values, local)`: sums over the lanes of a row. All invocations must reach the call. */
const rowSum = ({ lanes, rows }: RowShare): string =>
  lanes === 1
    ? 'fn rowSum(value: vec2<f32>, lane: u32, row: u32) -> vec2<f32> { return value; }'
    : `
var<workgroup> addends: array<vec2<f32>, ${lanes * rows}>;
fn rowSum(value: vec2<f32>, lane: u32, row: u32) -> vec2<f32> {
  let first = row * ${lanes}u;
  addends[first + lane] = value;
  workgroupBarrier();
  for (var half = ${lanes / 2}u; half > 0u; half >>= 1u) {
    if (lane < half) { addends[first + lane] += addends[first + lane + half]; }
    workgroupBarrier();
  }
  let total = addends[first];
  workgroupBarrier();
  return total;
}`;

/** Rows beyond the last repeat it, so that all invocations reach the barriers; they do not write. */
const ROW = ({ rows, width }: RowShare): string => `
  let length = params.columns / ${width}u;
  let number = (workgroup.x + workgroup.y * workgroups.x) * ${rows}u + local.y;
  let row = min(number, params.rows - 1u);
  let first = row * length;`;

const forwardProgram = defineProgram<RowShare>('layer_norm', (share) => ({
  inputs: { x: realOf(share.width), gamma: elementOf(share.width), beta: elementOf(share.width) },
  outputs: { y: realOf(share.width), statistics: 'vec2<f32>' },
  uniforms: { rows: 'u32', columns: 'u32', eps: 'f32' },
  workgroupSize: [share.lanes, share.rows],
  declarations: valueOf(share) + rowSum(share),
  main: `
  ${ROW(share)}
  var sums = Value();
  for (var c = local.x; c < length; c += ${share.lanes}u) { sums += read_x(first + c); }
  let mean = rowSum(vec2<f32>(total(sums), 0.0), local.x, local.y).x / f32(params.columns);
  var squares = Value();
  for (var c = local.x; c < length; c += ${share.lanes}u) {
    let centred = read_x(first + c) - mean;
    squares = fma(centred, centred, squares);
  }
  let variance = rowSum(vec2<f32>(total(squares), 0.0), local.x, local.y).x / f32(params.columns);
  let reciprocal = inverseSqrt(variance + params.eps);
  if (number >= params.rows) { return; }
  for (var c = local.x; c < length; c += ${share.lanes}u) {
    write_y(first + c, fma((read_x(first + c) - mean) * reciprocal, gamma[c], beta[c]));
  }
  if (local.x == 0u) { statistics[row] = vec2<f32>(mean, reciprocal); }`,
}));

/** dx = r (g − mean(g) − x̂ mean(g x̂)) with g = dy γ, x̂ the normalised x and r the reciprocal deviation. */
const inputGradientProgram = defineProgram<RowShare>('layer_norm_input_gradient', (share) => ({
  inputs: {
    dy: realOf(share.width),
    x: realOf(share.width),
    gamma: elementOf(share.width),
    statistics: 'vec2<f32>',
  },
  outputs: { dx: realOf(share.width) },
  uniforms: { rows: 'u32', columns: 'u32' },
  workgroupSize: [share.lanes, share.rows],
  declarations: valueOf(share) + rowSum(share),
  main: `
  ${ROW(share)}
  let mean = statistics[row].x;
  let reciprocal = statistics[row].y;
  var sums = Value();
  var products = Value();
  for (var c = local.x; c < length; c += ${share.lanes}u) {
    let g = read_dy(first + c) * gamma[c];
    sums += g;
    products = fma(g, (read_x(first + c) - mean) * reciprocal, products);
  }
  let means = rowSum(vec2<f32>(total(sums), total(products)), local.x, local.y) / f32(params.columns);
  if (number >= params.rows) { return; }
  for (var c = local.x; c < length; c += ${share.lanes}u) {
    let normalised = (read_x(first + c) - mean) * reciprocal;
    write_dx(first + c, reciprocal * (read_dy(first + c) * gamma[c] - means.x - normalised * means.y));
  }`,
}));

const parameterSums = defineColumnSums('layer_norm_parameter_gradients', {
  inputs: { dy: 'Value', x: 'Value', statistics: 'vec2<f32>' },
  terms: ['read_dy(i) * (read_x(i) - statistics[row].x) * statistics[row].y', 'read_dy(i)'],
});

function rowShare(backend: BackendView, program: string, x: TensorInfo): RowShare {
  const shape = extents(x);
  const tiling = chooseTiling(backend, LAYER_NORMS, { program, ...shape, isHalf: isHalf(x) });
  return { ...tiling, width: lanesOf(shape.columns) };
}

function extents(x: TensorInfo): { rows: number; columns: number } {
  const columns = x.shape.at(-1)!;
  return { rows: util.sizeFromShape(x.shape) / columns, columns };
}

export const layerNormKernels: WebGpuKernels<typeof layerNorm> = {
  forward(backend, { x, gamma, beta }, attributes) {
    const { rows, columns } = extents(x);
    const share = rowShare(backend, 'layer_norm', x);
    const y = allocateActivation(backend, x.shape, attributes);
    const statistics = allocate(backend, [rows, 2]);
    runProgram(backend, forwardProgram(share), {
      inputs: { x, gamma, beta },
      outputs: { y, statistics },
      uniforms: { rows, columns, eps: attributes.eps },
      workgroups: spreadWorkgroups(backend, Math.ceil(rows / share.rows)),
    });
    return { outputs: y, kept: { statistics } };
  },

  inputGradient(backend, { dy, x, gamma, statistics }) {
    const { rows, columns } = extents(x);
    const share = rowShare(backend, 'layer_norm_input_gradient', x);
    const dx = allocateLike(backend, x);
    runProgram(backend, inputGradientProgram(share), {
      inputs: { dy, x, gamma, statistics },
      outputs: { dx },
      uniforms: { rows, columns },
      workgroups: spreadWorkgroups(backend, Math.ceil(rows / share.rows)),
    });
    return dx;
  },

  parameterGradients(backend, { dy, x, statistics }) {
    const { rows, columns } = extents(x);
    return parameterSums(backend, { dy, x, statistics }, rows, columns) as [TensorInfo, TensorInfo];
  },
};
