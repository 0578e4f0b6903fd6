import type { TensorInfo } from '@tensorflow/tfjs-core';
import { recordsGradients } from '../../gpu/kernels/gradients';
import { allocate, share, type BackendView } from '../backendView';
import { callOn } from '../program';
import { need, registerWasmKernel, rowsOf, type KernelInputs } from './register';

/** @file Means over cells, and the ends of residual blocks. */

/** branch · gamma · keep; added to x where there is one. */
function scaledBranch(backend: BackendView, inputs: KernelInputs): TensorInfo {
  const branch = need(inputs, 'branch');
  const { rows, columns } = rowsOf(branch);
  const y = allocate(backend, branch.shape);
  const { x, gamma, keep } = inputs;
  callOn(backend, 'residual', rows, x, branch, gamma, keep, y, rows / branch.shape[0]!, columns);
  return y;
}

function gammaGradient(backend: BackendView, inputs: KernelInputs): TensorInfo {
  const [dy, branch] = [need(inputs, 'dy'), need(inputs, 'branch')];
  const { rows, columns } = rowsOf(dy);
  const sums = allocate(backend, [columns]);
  callOn(
    backend,
    'productSums',
    columns,
    ...[dy, branch, inputs.keep, sums],
    rows,
    rows / dy.shape[0]!,
    columns,
  );
  return sums;
}

/** The sum and what the gradients need, each an empty tensor where it is absent or not needed, as on WebGPU. */
function residual(backend: BackendView, inputs: KernelInputs): TensorInfo[] {
  const y = scaledBranch(backend, inputs);
  if (!recordsGradients()) return [y];
  const { branch, gamma, keep } = inputs;
  const kept = [gamma === undefined ? undefined : branch, gamma, keep];
  return [
    y,
    ...kept.map((tensor) =>
      tensor === undefined ? backend.makeOutput([0], 'float32') : share(backend, tensor),
    ),
  ];
}

export function registerCells(): void {
  registerWasmKernel('VicResidual', residual);
  registerWasmKernel('VicResidualBranchGradient', scaledBranch);
  registerWasmKernel('VicResidualGammaGradient', gammaGradient);
  registerWasmKernel('VicMeanCells', (backend, inputs) => {
    const x = need(inputs, 'x');
    const [batch, cells, channels] = x.shape as [number, number, number];
    const y = allocate(backend, [batch, channels]);
    callOn(backend, 'meanCells', batch, x, y, cells, channels);
    return y;
  });
  registerWasmKernel('VicMeanCellsGradient', (backend, inputs, attributes) => {
    const dy = need(inputs, 'dy');
    const cells = attributes.cells as number;
    const [batch, channels] = dy.shape as [number, number];
    const dx = allocate(backend, [batch, cells, channels]);
    callOn(backend, 'meanCellsGradient', batch, dy, dx, cells, channels);
    return dx;
  });
}
