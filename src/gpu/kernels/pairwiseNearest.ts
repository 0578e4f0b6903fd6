import type { TensorInfo } from '@tensorflow/tfjs-core';
import {
  nearestColumns,
  type pairwiseNearest,
  type PairwiseNearestAttributes,
} from '../../ops/pairwiseNearest';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { allocateScratch } from '../scratchTensors';
import { FLAT_THREADS, shape2 } from './flat';
import { chooseTiling } from '../tilings/chooseTiling';
import { chunkOf, NEAREST_CELLS, OPERATIONS_PER_VALUE } from '../tilings/nearestCells';
import type { WebGpuKernels } from './kernel';
import { leastPartProgram, nearestProgram, type Lanes } from './nearest/program';

/**
 * @file The nearest neighbours of every cell, in both directions of a pair of views, without ever holding all distances:
 * beside its results a search holds so many parts of its columns' minima that the device is busy, however many cells there are.
 */

const lanesOf = (channels: number): Lanes => (channels % 4 === 0 ? 4 : channels % 2 === 0 ? 2 : 1);

/** One set of coordinates: writes its columns, which begin at `offset`, of the tables. */
function search(
  backend: BackendView,
  space: TensorInfo,
  attributes: PairwiseNearestAttributes,
  tables: { readonly distance: TensorInfo; readonly index: TensorInfo },
  offset: number,
): void {
  const { batch, first, cells, one, other } = attributes;
  const channels = shape2(space)[1];
  const lanes = lanesOf(channels);
  const rows = one.map((view) => cells[view]!);
  const columnsOfOthers = other.map((view) => cells[view]!);
  const pairs = one.length;
  const extents = {
    rows: Math.max(...rows),
    columns: Math.max(...columnsOfOthers),
    searches: batch * pairs,
  };
  const tiling = chooseTiling(backend, NEAREST_CELLS, { ...extents, channels });
  const chunk = chunkOf(backend.device, tiling, extents);
  const workgroups = Math.ceil(extents.rows / chunk);
  const whole = workgroups === 1;
  const begins = nearestColumns(attributes);
  let parts = 0;
  let distances = 0;
  const places = one.flatMap((_, pair) => {
    const place = [begins.one[pair]! + offset, begins.other[pair]! + offset, parts, 0];
    parts += Math.ceil(rows[pair]! / chunk) * columnsOfOthers[pair]!;
    distances += rows[pair]! * columnsOfOthers[pair]!;
    return place;
  });
  const uniforms = {
    width: channels / lanes,
    chunk,
    columns: shape2(tables.distance)[1],
    parts,
    views: one.flatMap((view, pair) => [
      first[view]!,
      rows[pair]!,
      first[other[pair]!]!,
      columnsOfOthers[pair]!,
    ]),
    places,
  };
  // Either set of coordinates has columns of its own.
  const written = (counts: readonly number[]) => {
    const share = counts.reduce((sum, count) => sum + count, 0) / uniforms.columns;
    return { distance: share, index: share };
  };
  const scratch = whole
    ? undefined
    : {
        partSquared: allocateScratch(backend, [batch, parts]),
        partIndex: allocateScratch(backend, [batch, parts], 'int32'),
      };
  runProgram(backend, nearestProgram({ ...tiling, lanes, pairs, whole }), {
    inputs: { cells: space },
    outputs: { ...tables, ...scratch },
    uniforms,
    workgroups: [workgroups, batch, pairs],
    operations: OPERATIONS_PER_VALUE * batch * distances * channels,
    moves: written(whole ? [...rows, ...columnsOfOthers] : rows),
  });
  if (scratch === undefined) return;
  runProgram(backend, leastPartProgram({ pairs }), {
    inputs: scratch,
    outputs: tables,
    uniforms,
    moves: written(columnsOfOthers),
    workgroups: [Math.ceil(extents.columns / FLAT_THREADS), batch, pairs],
  });
  release(backend, scratch.partSquared, scratch.partIndex);
}

export const pairwiseNearestKernels: WebGpuKernels<typeof pairwiseNearest> = {
  forward(backend, { embeddings, locations }, attributes) {
    const spaces = locations === undefined ? [embeddings] : [embeddings, locations];
    const { total } = nearestColumns(attributes);
    const shape = [attributes.batch, total * spaces.length];
    const tables = { distance: allocate(backend, shape), index: allocate(backend, shape, 'int32') };
    spaces.forEach((space, i) => search(backend, space, attributes, tables, i * total));
    return [tables.distance, tables.index];
  },
};
