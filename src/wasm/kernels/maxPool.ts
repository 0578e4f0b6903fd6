import type { maxPool } from '../../ops/maxPool';
import { allocate } from '../backendView';
import { callOn } from '../program';
import type { WasmKernels } from './kernel';

export const maxPoolKernels: WasmKernels<typeof maxPool> = {
  forward(backend, { x }) {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const rows = Math.ceil(height / 2);
    const y = allocate(backend, [batch, rows, Math.ceil(width / 2), channels]);
    const taps = allocate(backend, y.shape, 'int32');
    callOn(backend, 'maxPool', batch * rows, x, y, taps, height, width, channels);
    return { outputs: y, kept: { taps } };
  },

  inputGradient(backend, { dy, taps, x }) {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const dx = allocate(backend, x.shape);
    callOn(backend, 'maxPoolGradient', batch, dy, taps, dx, height, width, channels);
    return dx;
  },
};
