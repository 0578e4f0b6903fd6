import type { layerNorm } from '../../ops/layerNorm';
import { allocate } from '../backendView';
import { callOn } from '../program';
import { rowsOf, type WasmKernels } from './kernel';

export const layerNormKernels: WasmKernels<typeof layerNorm> = {
  forward(backend, { x, gamma, beta }, { eps }) {
    const { rows, columns } = rowsOf(x);
    const y = allocate(backend, x.shape);
    const statistics = allocate(backend, [rows, 2]);
    callOn(backend, 'layerNorm', rows, x, gamma, beta, y, statistics, columns, eps);
    return { outputs: y, kept: { statistics } };
  },

  inputGradient(backend, { dy, x, gamma, statistics }) {
    const { rows, columns } = rowsOf(x);
    const dx = allocate(backend, x.shape);
    callOn(backend, 'layerNormInputGradient', rows, dy, x, gamma, statistics, dx, columns);
    return dx;
  },

  parameterGradients(backend, { dy, x, statistics }) {
    const { rows, columns } = rowsOf(x);
    const [dgamma, dbeta] = [allocate(backend, [columns]), allocate(backend, [columns])];
    const program = 'layerNormParameterGradients';
    callOn(backend, program, columns, dy, x, statistics, dgamma, dbeta, rows, columns);
    return [dgamma, dbeta];
  },
};
