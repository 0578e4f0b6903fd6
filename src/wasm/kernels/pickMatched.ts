import type { pickMatched } from '../../ops/pickMatched';
import { allocate, valuesOf } from '../backendView';
import { callOn } from '../program';
import { rowsOf, type WasmKernels } from './kernel';

/** Bytes of a float32 value. */
const FLOAT = 4;

export const pickMatchedKernels: WasmKernels<typeof pickMatched> = {
  forward(backend, { rows, index }) {
    const [batch, count] = index.shape as [number, number];
    const channels = rowsOf(rows).columns;
    const y = allocate(backend, [batch, count, channels]);
    callOn(backend, 'gatherRows', batch * count, rows, index, y, channels * FLOAT);
    return y;
  },

  rowsGradient(backend, { dy, rows, index }) {
    const [batch, count] = index.shape as [number, number];
    const dx = allocate(backend, rows.shape);
    valuesOf(backend, dx).fill(0);
    callOn(backend, 'addRows', batch, dy, index, dx, count, rowsOf(rows).columns * FLOAT);
    return dx;
  },
};
