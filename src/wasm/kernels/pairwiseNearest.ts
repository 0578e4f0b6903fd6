import type { TensorInfo } from '@tensorflow/tfjs-core';
import {
  nearestColumns,
  type pairwiseNearest,
  type PairwiseNearestAttributes,
} from '../../ops/pairwiseNearest';
import { allocate, type BackendView } from '../backendView';
import { callOn } from '../program';
import type { WasmKernels } from './kernel';

/** One set of coordinates: writes its columns, which begin at `offset`, of the tables. */
function search(
  backend: BackendView,
  space: TensorInfo,
  { batch, first, cells, ...pairs }: PairwiseNearestAttributes,
  { distance, index }: { readonly distance: TensorInfo; readonly index: TensorInfo },
  offset: number,
): void {
  const columns = nearestColumns({ batch, first, cells, ...pairs });
  const cellsOf = (view: number) => [first[view]!, cells[view]!];
  pairs.one.forEach((view, pair) =>
    callOn(
      backend,
      'nearest',
      batch,
      ...[space, space.shape[1]!, ...cellsOf(view), ...cellsOf(pairs.other[pair]!)],
      ...[distance, index, distance.shape[1]!],
      ...[offset + columns.one[pair]!, offset + columns.other[pair]!],
    ),
  );
}

export const pairwiseNearestKernels: WasmKernels<typeof pairwiseNearest> = {
  forward(backend, { embeddings, locations }, attributes) {
    const spaces = locations === undefined ? [embeddings] : [embeddings, locations];
    const { total } = nearestColumns(attributes);
    const shape = [attributes.batch, total * spaces.length];
    const tables = { distance: allocate(backend, shape), index: allocate(backend, shape, 'int32') };
    spaces.forEach((space, i) => search(backend, space, attributes, tables, i * total));
    return [tables.distance, tables.index];
  },
};
