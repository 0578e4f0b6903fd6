import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, type BackendView } from '../backendView';
import { callOn } from '../program';
import { need, registerWasmKernel, rowsOf, type KernelInputs } from './register';

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
  registerWasmKernel('VicBatchNorm', (backend, inputs, attributes) =>
    batchNorm(backend, inputs, attributes as BatchNormAttributes),
  );
  registerWasmKernel('VicBatchNormGradients', (backend, inputs, attributes) =>
    batchNormGradients(backend, inputs, attributes as BatchNormAttributes),
  );
}
