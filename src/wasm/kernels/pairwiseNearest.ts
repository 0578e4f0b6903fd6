import type { TensorInfo } from '@tensorflow/tfjs-core';
import { nearestColumns, type pairwiseNearest } from '../../ops/pairwiseNearest';
import { allocate, release } from '../backendView';
import { call, callOn } from '../program';
import { rowsOf, type WasmKernels } from './kernel';

/** Bytes of a float32 value. */
const FLOAT = 4;

/** Beside the tables it takes a copy of the views that are looked into: however many cells there are, no matrix of distances. */
export const pairwiseNearestKernels: WasmKernels<typeof pairwiseNearest> = {
  forward(backend, { embeddings, locations }, attributes) {
    const { batch, first, cells, one, other } = attributes;
    const spaces = locations === undefined ? [embeddings] : [embeddings, locations];
    const begins = nearestColumns(attributes);
    const columns = begins.total * spaces.length;
    const distance = allocate(backend, [batch, columns]);
    const index = allocate(backend, [batch, columns], 'int32');
    const search = (space: TensorInfo, pair: number, offset: number): void => {
      const channels = rowsOf(space).columns;
      const [ones, others] = [cells[one[pair]!]!, cells[other[pair]!]!];
      const bytes = call(backend, 'nearestBytes', others, channels);
      const scratch = allocate(backend, [batch, bytes / FLOAT]);
      const views = [first[one[pair]!]!, ones, first[other[pair]!]!, others] as const;
      const places = [columns, offset + begins.one[pair]!, offset + begins.other[pair]!] as const;
      callOn(backend, 'nearest', batch, space, distance, index, scratch, channels, ...views, ...places);
      release(backend, scratch);
    };
    spaces.forEach((space, i) => one.forEach((_, pair) => search(space, pair, i * begins.total)));
    return [distance, index];
  },
};
