import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, type BackendView } from '../backendView';
import { callOn } from '../program';
import { need, registerWasmKernel, rowsOf, type KernelInputs } from './register';

/** y and, of each row, the mean and the reciprocal standard deviation. */
function layerNorm(backend: BackendView, inputs: KernelInputs, eps: number): TensorInfo[] {
  const x = need(inputs, 'x');
  const { rows, columns } = rowsOf(x);
  const y = allocate(backend, x.shape);
  const statistics = allocate(backend, [rows, 2]);
  const [gamma, beta] = [need(inputs, 'gamma'), need(inputs, 'beta')];
  callOn(backend, 'layerNorm', rows, x, gamma, beta, y, statistics, columns, eps);
  return [y, statistics];
}

function layerNormInputGradient(backend: BackendView, inputs: KernelInputs): TensorInfo {
  const [dy, x] = [need(inputs, 'dy'), need(inputs, 'x')];
  const { rows, columns } = rowsOf(x);
  const dx = allocate(backend, x.shape);
  const [gamma, statistics] = [need(inputs, 'gamma'), need(inputs, 'statistics')];
  callOn(backend, 'layerNormInputGradient', rows, dy, x, gamma, statistics, dx, columns);
  return dx;
}

function layerNormParameterGradients(backend: BackendView, inputs: KernelInputs): TensorInfo[] {
  const [dy, x, statistics] = [need(inputs, 'dy'), need(inputs, 'x'), need(inputs, 'statistics')];
  const { rows, columns } = rowsOf(x);
  const gradients = [allocate(backend, [columns]), allocate(backend, [columns])] as const;
  callOn(
    backend,
    'layerNormParameterGradients',
    columns,
    ...[dy, x, statistics, ...gradients],
    rows,
    columns,
  );
  return [...gradients];
}

type BatchNormAttributes = { eps: number; relu: boolean };

/** y, and the mean and biased variance of each column. */
function batchNorm(
  backend: BackendView,
  inputs: KernelInputs,
  { eps, relu }: BatchNormAttributes,
): TensorInfo[] {
  const x = need(inputs, 'x');
  const { rows, columns } = rowsOf(x);
  const [mean, variance] = [allocate(backend, [columns]), allocate(backend, [columns])];
  callOn(backend, 'batchStatistics', columns, x, mean, variance, rows, columns);
  const y = allocate(backend, x.shape);
  const [gamma, beta] = [need(inputs, 'gamma'), need(inputs, 'beta')];
  callOn(
    backend,
    'batchNorm',
    columns,
    ...[x, gamma, beta, mean, variance, y],
    ...[rows, columns, eps, Number(relu)],
  );
  return [y, mean, variance];
}

/** Gradients by x, gamma and beta. */
function batchNormGradients(
  backend: BackendView,
  inputs: KernelInputs,
  { eps, relu }: BatchNormAttributes,
): TensorInfo[] {
  const x = need(inputs, 'x');
  const { rows, columns } = rowsOf(x);
  const given = ['dy', 'x', 'gamma', 'beta', 'mean', 'variance'].map((name) => need(inputs, name));
  const gradients = [x.shape, [columns], [columns]].map((shape) => allocate(backend, shape));
  callOn(backend, 'batchNormGradients', columns, ...given, ...gradients, rows, columns, eps, Number(relu));
  return gradients;
}

export function registerNorms(): void {
  registerWasmKernel('VicLayerNorm', (backend, inputs, { eps }) => layerNorm(backend, inputs, eps as number));
  registerWasmKernel('VicLayerNormInputGradient', layerNormInputGradient);
  registerWasmKernel('VicLayerNormParameterGradients', layerNormParameterGradients);
  registerWasmKernel('VicBatchNorm', (backend, inputs, attributes) =>
    batchNorm(backend, inputs, attributes as BatchNormAttributes),
  );
  registerWasmKernel('VicBatchNormGradients', (backend, inputs, attributes) =>
    batchNormGradients(backend, inputs, attributes as BatchNormAttributes),
  );
}
