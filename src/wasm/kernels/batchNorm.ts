import { allocate } from '../backendView';
import type { batchNorm } from '../../ops/batchNorm';
import { callOn } from '../program';
import { rowsOf, type WasmKernels } from './kernel';

export const batchNormKernels: WasmKernels<typeof batchNorm> = {
  forward(backend, { x, gamma, beta }, { eps, relu }) {
    const { rows, columns } = rowsOf(x);
    const [mean, variance] = [allocate(backend, [columns]), allocate(backend, [columns])];
    callOn(backend, 'batchStatistics', columns, x, mean, variance, rows, columns);
    const y = allocate(backend, x.shape);
    callOn(
      backend,
      'batchNorm',
      columns,
      ...[x, gamma, beta, mean, variance, y],
      ...[rows, columns, eps, Number(relu)],
    );
    return [y, mean, variance];
  },

  gradients(backend, { dy, x, gamma, beta, mean, variance }, { eps, relu }) {
    const { rows, columns } = rowsOf(x);
    const dx = allocate(backend, x.shape);
    const [dgamma, dbeta] = [allocate(backend, [columns]), allocate(backend, [columns])];
    callOn(
      backend,
      'batchNormGradients',
      columns,
      ...[dy, x, gamma, beta, mean, variance],
      ...[dx, dgamma, dbeta],
      ...[rows, columns, eps, Number(relu)],
    );
    return [dx, dgamma, dbeta];
  },
};
