import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { layerNorm } from '../../ops/layerNorm';
import { isSoftware } from '../adapterKind';
import { allocate, type BackendView } from '../backendView';
import { runProgram, spreadWorkgroups } from '../dispatch';
import { allocateActivation, allocateLike, isHalf } from '../halfTensors';
import { allocateGradientSum } from '../partSums';
import { defineProgram } from '../program';
import { elementOf, lanesOf, realOf } from './flat';
import { chooseTiling } from '../tilings/chooseTiling';
import { LAYER_NORMS, type RowTiling } from '../tilings/layerNorms';
import type { WebGpuKernels } from './kernel';

/** @file Layer normalisation over the last axis: a program for its values, and one for all of its gradients. */

/** Rows are shared by `lanes` invocations, of which each reads `width` neighbours at once. */
type RowShare = RowTiling & { width: 1 | 4 };
type Relu = { relu: boolean };

/**
 * Of the gradients: neighbours along a row whose sums are taken at once; workgroups that keep a device busy; fewer rows
 * than pay for a workgroup's part of the sums.
 */
const SOFTWARE_GRADIENTS = { across: 16, enough: 64, shortest: 64 };
const GPU_GRADIENTS = { across: 32, enough: 256, shortest: 16 };

/** Floating-point operations of an element. */
const OPERATIONS = { forward: 8, gradients: 18 };

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

const forwardProgram = defineProgram<RowShare & Relu>('layer_norm', ({ relu, ...share }) => ({
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
    let shifted = fma((read_x(first + c) - mean) * reciprocal, gamma[c], beta[c]);
    write_y(first + c, ${relu ? 'max(shifted, Value())' : 'shifted'});
  }
  if (local.x == 0u) { statistics[row] = vec2<f32>(mean, reciprocal); }`,
}));

/** A workgroup's invocations in the second half of the gradients: side by side along a row, and over rows. */
type GradientShare = RowShare & { across: number };

/** WGSL `columnSum(value, localIndex)`: sums over the invocations of a column, known to the first. All must reach the call. */
const columnSum = ({ lanes, rows, across }: GradientShare): string => {
  const down = (lanes * rows) / across;
  if (down === 1) return 'fn columnSum(value: Value, number: u32) -> Value { return value; }';
  return `
var<workgroup> columnAddends: array<Value, ${lanes * rows}>;
fn columnSum(value: Value, number: u32) -> Value {
  columnAddends[number] = value;
  workgroupBarrier();
  var total = Value();
  for (var i = number % ${across}u; i < ${lanes * rows}u; i += ${across}u) { total += columnAddends[i]; }
  workgroupBarrier();
  return total;
}`;
};

/**
 * dx = r (g − mean(g) − x̂ mean(g x̂)) with g = dy γ, x̂ the normalised x and r the reciprocal deviation; then, of the same
 * rows while they are in the cache, Σ dy x̂ for gamma and Σ dy for beta. A ReLU's sign is computed anew rather than kept.
 */
const gradientsProgram = defineProgram<GradientShare & Relu>('layer_norm_gradients', ({ relu, ...share }) => {
  const { lanes, rows, width, across } = share;
  const down = (lanes * rows) / across;
  const dy = relu
    ? 'select(Value(), read_dy(i), fma(normalised, gamma[c], beta[c]) > Value())'
    : 'read_dy(i)';
  return {
    inputs: {
      dy: realOf(width),
      x: realOf(width),
      gamma: elementOf(width),
      ...(relu && { beta: elementOf(width) }),
      statistics: 'vec2<f32>',
    },
    outputs: { dx: realOf(width), dgamma: elementOf(width), dbeta: elementOf(width) },
    uniforms: { rows: 'u32', columns: 'u32', part: 'u32' },
    workgroupSize: [lanes, rows],
    declarations: `${valueOf(share)}${rowSum(share)}${columnSum(share)}
/** x̂, and dy before the ReLU, of column c of a row that begins at \`first\`. */
struct Element { normalised: Value, dy: Value }
fn element(own: vec2<f32>, first: u32, c: u32) -> Element {
  let i = first + c;
  let normalised = (read_x(i) - own.x) * own.y;
  return Element(normalised, ${dy});
}`,
    main: `
  let length = params.columns / ${width}u;
  let begin = workgroup.x * params.part;
  let end = min(begin + params.part, params.rows);
  for (var at = begin; at < end; at += ${rows}u) {
    // Rows beyond the last repeat it, so that all invocations reach the barriers; they do not write.
    let row = min(at + local.y, end - 1u);
    let own = statistics[row];
    let first = row * length;
    var sums = Value();
    var products = Value();
    for (var c = local.x; c < length; c += ${lanes}u) {
      let it = element(own, first, c);
      let g = it.dy * gamma[c];
      sums += g;
      products = fma(g, it.normalised, products);
    }
    let means = rowSum(vec2<f32>(total(sums), total(products)), local.x, local.y) / f32(params.columns);
    if (at + local.y < end) {
      for (var c = local.x; c < length; c += ${lanes}u) {
        let it = element(own, first, c);
        write_dx(first + c, own.y * (it.dy * gamma[c] - means.x - it.normalised * means.y));
      }
    }
  }
  for (var column = 0u; column < length; column += ${across}u) {
    let c = column + localIndex % ${across}u;
    var gammaSum = Value();
    var betaSum = Value();
    if (c < length) {
      for (var row = begin + localIndex / ${across}u; row < end; row += ${down}u) {
        let it = element(statistics[row], row * length, c);
        gammaSum = fma(it.dy, it.normalised, gammaSum);
        betaSum += it.dy;
      }
    }
    gammaSum = columnSum(gammaSum, localIndex);
    betaSum = columnSum(betaSum, localIndex);
    if (c < length && localIndex < ${across}u) {
      dgamma[workgroup.x * length + c] = gammaSum;
      dbeta[workgroup.x * length + c] = betaSum;
    }
  }`,
  };
});

function rowShare(backend: BackendView, program: string, x: TensorInfo): RowShare {
  const shape = extents(x);
  const tiling = chooseTiling(backend, LAYER_NORMS, { program, ...shape, isHalf: isHalf(x) });
  return { ...tiling, width: lanesOf(shape.columns) };
}

function gradientShare(backend: BackendView, x: TensorInfo) {
  const share = rowShare(backend, 'layer_norm_gradients', x);
  const own = isSoftware(backend.device.adapterInfo) ? SOFTWARE_GRADIENTS : GPU_GRADIENTS;
  return { ...share, ...own, across: Math.min(own.across, share.lanes * share.rows) };
}

function extents(x: TensorInfo): { rows: number; columns: number } {
  const columns = x.shape.at(-1)!;
  return { rows: util.sizeFromShape(x.shape) / columns, columns };
}

export const layerNormKernels: WebGpuKernels<typeof layerNorm> = {
  forward(backend, { x, gamma, beta }, { eps, relu = false, ...stored }) {
    const { rows, columns } = extents(x);
    const share = rowShare(backend, 'layer_norm', x);
    const y = allocateActivation(backend, x.shape, stored);
    const statistics = allocate(backend, [rows, 2]);
    runProgram(backend, forwardProgram({ ...share, relu }), {
      inputs: { x, gamma, beta },
      outputs: { y, statistics },
      uniforms: { rows, columns, eps },
      workgroups: spreadWorkgroups(backend, Math.ceil(rows / share.rows)),
      operations: OPERATIONS.forward * rows * columns,
    });
    return { outputs: y, kept: { statistics } };
  },

  gradients(backend, { dy, x, gamma, beta, statistics }, { relu = false }) {
    const { rows, columns } = extents(x);
    const { enough, shortest, ...share } = gradientShare(backend, x);
    const part = Math.ceil(Math.max(rows / enough, shortest) / share.rows) * share.rows;
    const layers = Math.ceil(rows / part);
    const dx = allocateLike(backend, x);
    const dgamma = allocateGradientSum(backend, gamma.shape, layers);
    const dbeta = allocateGradientSum(backend, beta.shape, layers);
    runProgram(backend, gradientsProgram({ ...share, relu }), {
      inputs: { dy, x, gamma, ...(relu && { beta }), statistics },
      outputs: { dx, dgamma, dbeta },
      uniforms: { rows, columns, part },
      workgroups: [layers],
      operations: OPERATIONS.gradients * rows * columns,
    });
    return [dx, dgamma, dbeta];
  },
};
