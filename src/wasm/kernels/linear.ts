import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { recordsGradients } from '../../gpu/kernels/gradients';
import type { Activation } from '../../ops/linear';
import { allocate, release, share, type BackendView } from '../backendView';
import { call, callOn } from '../program';
import { need, registerWasmKernel, rowsOf, type KernelInputs } from './register';

/** Codes of the activations in `assembly/activation.ts`. */
const ACTIVATIONS: Readonly<Record<Activation, number>> = { none: 0, relu: 1, gelu: 2 };

/** Bytes of a float32 value. */
const FLOAT = 4;

/** y, and, where a backward pass follows, what the gradient needs: GELU's derivative, ReLU's output. */
function linearKernel(backend: BackendView, inputs: KernelInputs, activation: Activation): TensorInfo[] {
  const [x, w] = [need(inputs, 'x'), need(inputs, 'w')];
  const [m, depth] = x.shape as [number, number];
  const n = w.shape[0]!;
  const y = allocate(backend, [m, n]);
  const kept = activation === 'gelu' && recordsGradients() ? allocate(backend, [m, n]) : undefined;
  const wt = allocate(backend, [depth, n]);
  call(backend, 'transpose', w, depth * FLOAT, wt, n * FLOAT, n, depth);
  callOn(backend, 'linear', m, ACTIVATIONS[activation], x, wt, inputs.b, y, kept, n, depth);
  release(backend, wt);
  if (kept !== undefined) return [y, kept];
  return activation === 'relu' ? [y, share(backend, y)] : [y];
}

function activationGradient(
  backend: BackendView,
  dy: TensorInfo,
  kept: TensorInfo,
  activation: Activation,
): TensorInfo {
  const dz = allocate(backend, dy.shape);
  callOn(backend, 'activationGradient', util.sizeFromShape(dy.shape), ACTIVATIONS[activation], dy, kept, dz);
  return dz;
}

/** dx = dz w */
function inputGradient(backend: BackendView, dz: TensorInfo, w: TensorInfo): TensorInfo {
  const [m, depth] = dz.shape as [number, number];
  const n = w.shape[1]!;
  const dx = allocate(backend, [m, n]);
  callOn(backend, 'matmul', m, dz, depth * FLOAT, FLOAT, w, n * FLOAT, dx, 0, n, depth);
  return dx;
}

/** dw = dzᵗ x */
function weightGradient(backend: BackendView, dz: TensorInfo, x: TensorInfo): TensorInfo {
  const [depth, m] = dz.shape as [number, number];
  const n = x.shape[1]!;
  const dw = allocate(backend, [m, n]);
  callOn(backend, 'matmul', m, dz, FLOAT, m * FLOAT, x, n * FLOAT, dw, 0, n, depth);
  return dw;
}

function columnSums(backend: BackendView, x: TensorInfo): TensorInfo {
  const { rows, columns } = rowsOf(x);
  const sums = allocate(backend, [columns]);
  callOn(backend, 'columnSums', columns, x, sums, rows, columns);
  return sums;
}

export function registerLinear(): void {
  registerWasmKernel('VicLinear', (backend, inputs, { activation }) =>
    linearKernel(backend, inputs, activation as Activation),
  );
  registerWasmKernel('VicActivationGradient', (backend, inputs, { activation }) =>
    activationGradient(backend, need(inputs, 'dy'), need(inputs, 'kept'), activation as Activation),
  );
  registerWasmKernel('VicLinearInputGradient', (backend, inputs) =>
    inputGradient(backend, need(inputs, 'dz'), need(inputs, 'w')),
  );
  registerWasmKernel('VicLinearWeightGradient', (backend, inputs) =>
    weightGradient(backend, need(inputs, 'dz'), need(inputs, 'x')),
  );
  registerWasmKernel('VicColumnSums', (backend, inputs) => columnSums(backend, need(inputs, 'x')));
}
