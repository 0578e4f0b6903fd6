import type { layerNorm } from '../../ops/layerNorm';
import { allocate, release } from '../backendView';
import { callInFewShares, callOn } from '../program';
import { rowsOf, type WasmKernels } from './kernel';

export const layerNormKernels: WasmKernels<typeof layerNorm> = {
  forward(backend, { x, gamma, beta }, { eps, relu = false }) {
    const { rows, columns } = rowsOf(x);
    const y = allocate(backend, x.shape);
    const statistics = allocate(backend, [rows, 2]);
    callOn(backend, 'layerNorm', rows, x, gamma, beta, y, statistics, columns, eps, Number(relu));
    return { outputs: y, kept: { statistics } };
  },

  gradients(backend, { dy, x, gamma, beta, statistics }, { relu = false }) {
    const { rows, columns } = rowsOf(x);
    const g = relu ? allocate(backend, x.shape) : dy;
    if (relu) callOn(backend, 'layerNormReluGradient', rows, dy, x, gamma, beta, statistics, g, columns);
    const dx = allocate(backend, x.shape);
    callOn(backend, 'layerNormInputGradient', rows, g, x, gamma, statistics, dx, columns);
    const [dgamma, dbeta] = [allocate(backend, [columns]), allocate(backend, [columns])];
    const program = 'layerNormParameterGradients';
    callInFewShares(backend, program, columns, g, x, statistics, dgamma, dbeta, rows, columns);
    if (relu) release(backend, g);
    return [dx, dgamma, dbeta];
  },
};
