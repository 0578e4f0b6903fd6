import type { bestMatches } from '../../ops/bestMatches';
import { allocate, hasValues, valuesOf } from '../backendView';
import { rowsOf, type WasmKernels } from './kernel';

/** The γ-th smallest value, and how many of those that equal it are among the γ smallest. */
function limitOf(values: Uint32Array, kept: number): { limit: number; ties: number } {
  const sorted = values.slice().sort();
  const limit = sorted[kept - 1]!;
  return { limit, ties: kept - sorted.indexOf(limit) };
}

export const bestMatchesKernels: WasmKernels<typeof bestMatches> = {
  forward(backend, inputs, { batch, first, cells, from, into, kept, columns }) {
    const slots = kept.reduce((sum, count) => sum + count, 0);
    const rows = allocate(backend, [batch, 2 * slots], 'int32');
    const distance = allocate(backend, [batch, slots]);
    if (!hasValues(backend)) return [rows, distance];
    const table = rowsOf(inputs.distance).columns;
    // Views of the memory are taken after the allocations, which may have moved it. No distance is negative, so that bits are
    // in the order of the values; and a NaN, which is in no order of values, is the last.
    const given = valuesOf(backend, inputs.distance);
    const bits = new Uint32Array(given.buffer, given.byteOffset, given.length);
    const found = valuesOf(backend, distance);
    const distances = new Uint32Array(found.buffer, found.byteOffset, found.length);
    const nearest = valuesOf(backend, inputs.index);
    const matched = valuesOf(backend, rows);
    for (let sample = 0; sample < batch; sample++) {
      let slot = sample * slots;
      from.forEach((view, list) => {
        const begin = sample * table + columns[list]!;
        const count = cells[view]!;
        const own = bits.subarray(begin, begin + count);
        const { limit, ties } = limitOf(own, kept[list]!);
        let tied = 0;
        const seen = into[list]!;
        own.forEach((value, cell) => {
          if (value > limit || (value === limit && tied++ >= ties)) return;
          // All looking rows of a sample come before those that they look at.
          const row = slot + sample * slots;
          matched[row] = first[view]! + sample * count + cell;
          matched[row + slots] = first[seen]! + sample * cells[seen]! + nearest[begin + cell]!;
          distances[slot++] = value;
        });
      });
    }
    return [rows, distance];
  },
};
