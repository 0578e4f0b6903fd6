import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Activation, linear } from '../../ops/linear';
import { allocate, release, type BackendView } from '../backendView';
import { call, callInFewShares, callOn } from '../program';
import { rowsOf, type WasmKernels } from './kernel';

/** Codes of the activations in `assembly/activation.ts`. */
export const ACTIVATIONS: Readonly<Record<Activation, number>> = { none: 0, relu: 1, gelu: 2 };

/** Bytes of a float32 value. */
const FLOAT = 4;

export function biasGradient(backend: BackendView, { dy }: { dy: TensorInfo }): TensorInfo {
  const { rows, columns } = rowsOf(dy);
  const sums = allocate(backend, [columns]);
  callInFewShares(backend, 'columnSums', columns, dy, sums, rows, columns);
  return sums;
}

/** The gradient before an activation, by what linear layers keep of it: GELU's derivative or ReLU's output. */
export function activationGradient(
  backend: BackendView,
  { dy, bent }: { dy: TensorInfo; bent: TensorInfo },
  { activation }: { activation: Activation },
): TensorInfo {
  const dz = allocate(backend, dy.shape);
  const size = util.sizeFromShape(dy.shape);
  callOn(backend, 'activationGradient', size, ACTIVATIONS[activation], dy, bent, dz);
  return dz;
}

export const linearKernels: WasmKernels<typeof linear> = {
  forward(backend, { x, w, b }, { activation }, keeps) {
    const [m, depth] = x.shape as [number, number];
    const n = w.shape[0]!;
    const y = allocate(backend, [m, n]);
    const derivative = keeps ? allocate(backend, [m, n]) : undefined;
    const wt = allocate(backend, [depth, n]);
    call(backend, 'transpose', w, depth * FLOAT, wt, n * FLOAT, n, depth);
    callOn(backend, 'linear', m, ACTIVATIONS[activation], x, wt, b, y, derivative, n, depth);
    release(backend, wt);
    return { outputs: y, kept: derivative && { derivative } };
  },

  activationGradient,

  /** dx = dz w */
  inputGradient(backend, { dz, w }) {
    const [m, depth] = dz.shape as [number, number];
    const n = w.shape[1]!;
    const dx = allocate(backend, [m, n]);
    callOn(backend, 'matmul', m, dz, depth * FLOAT, FLOAT, w, n * FLOAT, dx, 0, n, depth);
    return dx;
  },

  /** dw = dzᵗ x */
  parameterGradients(backend, { dz, x, b }) {
    const [depth, m] = dz.shape as [number, number];
    const n = x.shape[1]!;
    const dw = allocate(backend, [m, n]);
    callInFewShares(backend, 'matmul', m, dz, FLOAT, m * FLOAT, x, n * FLOAT, dw, 0, n, depth);
    return b === undefined ? [dw] : [dw, biasGradient(backend, { dy: dz })];
  },
};
