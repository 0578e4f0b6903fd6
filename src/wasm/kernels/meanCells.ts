import type { meanCells } from '../../ops/meanCells';
import { allocate } from '../backendView';
import { callOn } from '../program';
import type { WasmKernels } from './kernel';

export const meanCellsKernels: WasmKernels<typeof meanCells> = {
  forward(backend, { x }) {
    const [batch, cells, channels] = x.shape as [number, number, number];
    const y = allocate(backend, [batch, channels]);
    callOn(backend, 'meanCells', batch, x, y, cells, channels);
    return y;
  },

  inputGradient(backend, { dy, x }) {
    const [batch, cells, channels] = x.shape as [number, number, number];
    const dx = allocate(backend, x.shape);
    callOn(backend, 'meanCellsGradient', batch, dy, dx, cells, channels);
    return dx;
  },
};
