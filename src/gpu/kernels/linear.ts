import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendView } from '../backendView';
import { allocateActivation, allocateStored, isHalf } from '../halfTensors';
import type { Activation, linear } from '../../ops/linear';
import { allocateParameterGradient } from '../parameterGradients';
import { ACTIVATION_OPERATIONS, activationFunction, activationGradient } from './activation';
import { lanesOf, realOf } from './flat';
import { columns, rows } from './matmul/definition';
import { defineMatmul, productOperations } from './matmul/matmul';
import type { WebGpuKernels } from './kernel';

/** @file y = act(x wᵀ + b) and its gradients: three matrix products, the activation fused into the first one. */

type Forward = { activation: Activation; bias: boolean; keep: boolean; width: 1 | 4 };

const forward = defineMatmul<Forward>('linear', ({ activation, bias, keep, width }) => ({
  inputs: { x: realOf(width), w: realOf(width), ...(bias ? { b: 'f32' as const } : {}) },
  outputs: ['y', ...(keep ? ['kept'] : [])],
  declarations: activationFunction(activation),
  a: rows('x', 'params.k', width),
  b: rows('w', 'params.k', width),
  start: bias ? 'b[column]' : '0.0',
  ...(activation !== 'none' && {
    finish: `let activated = activate(value); write_y(i, activated.value); ${keep ? 'write_kept(i, activated.kept);' : ''}`,
  }),
}));

const inputGradient = defineMatmul<{ widthZ: 1 | 4; widthW: 1 | 4 }>(
  'linear_input_gradient',
  ({ widthZ, widthW }) => ({
    inputs: { dz: realOf(widthZ), w: realOf(widthW) },
    outputs: ['dx'],
    a: rows('dz', 'params.k', widthZ),
    b: columns('w', 'params.n', widthW),
  }),
);

type Widths = { widthZ: 1 | 4; widthX: 1 | 4; bias: boolean };

/** The bias's gradient, the sums over rows of dz, comes along. */
const weightGradient = defineMatmul<Widths>('linear_weight_gradient', ({ widthZ, widthX, bias }) => ({
  inputs: { dz: realOf(widthZ), x: realOf(widthX) },
  outputs: ['dw'],
  ...(bias && { rowSums: 'db' }),
  a: columns('dz', 'params.m', widthZ),
  b: columns('x', 'params.n', widthX),
}));

/** The gradient of w, written with that of a bias where there is one. */
function weightGradients(backend: BackendView, dz: TensorInfo, x: TensorInfo, db?: TensorInfo): TensorInfo {
  const [k, m] = dz.shape as [number, number];
  const n = x.shape[1]!;
  const dw = allocateParameterGradient(backend, [m, n]);
  weightGradient(
    backend,
    { widthZ: lanesOf(m), widthX: lanesOf(n), bias: db !== undefined },
    { m, n, k, inputs: { dz, x }, outputs: { dw, ...(db && { db }) } },
  );
  return dw;
}

/** Gradients of the w and b of x wᵀ + b, from dz `[M, N]` and x `[M, K]`. */
export function affineGradients(
  backend: BackendView,
  dz: TensorInfo,
  x: TensorInfo,
): [dw: TensorInfo, db: TensorInfo] {
  const db = allocateParameterGradient(backend, [dz.shape[1]!]);
  return [weightGradients(backend, dz, x, db), db];
}

export const linearKernels: WebGpuKernels<typeof linear> = {
  forward(backend, { x, w, b }, attributes, keeps) {
    const [m, k] = x.shape as [number, number];
    const n = w.shape[0]!;
    const y = allocateActivation(backend, [m, n], attributes);
    const derivative = keeps ? allocateActivation(backend, [m, n], attributes) : undefined;
    const { activation } = attributes;
    forward(
      backend,
      { activation, bias: b !== undefined, keep: keeps, width: lanesOf(k) },
      {
        m,
        n,
        k,
        operations: productOperations({ m, n, k }) + ACTIVATION_OPERATIONS[activation] * m * n,
        inputs: { x, w, ...(b && { b }) },
        outputs: { y, ...(derivative && { kept: derivative }) },
      },
    );
    return { outputs: y, kept: derivative && { derivative } };
  },

  activationGradient: (backend, { dy, bent }, { activation }) =>
    activationGradient(backend, activation, dy, bent),

  inputGradient(backend, { dz, w, x }) {
    const [m, k] = dz.shape as [number, number];
    const n = w.shape[1]!;
    const dx = allocateStored(backend, [m, n], isHalf(x));
    inputGradient(
      backend,
      { widthZ: lanesOf(k), widthW: lanesOf(n) },
      { m, n, k, inputs: { dz, w }, outputs: { dx } },
    );
    return dx;
  },

  parameterGradients: (backend, { dz, x, b }) =>
    b === undefined ? [weightGradients(backend, dz, x)] : affineGradients(backend, dz, x),
};
