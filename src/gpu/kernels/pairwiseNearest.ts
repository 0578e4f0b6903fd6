import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import {
  nearestColumns,
  type pairwiseNearest,
  type PairwiseNearestAttributes,
} from '../../ops/pairwiseNearest';
import { defineProgram, type ElementType } from '../program';
import { FLAT_THREADS, shape2 } from './flat';
import { each, grid } from './matmul/unrolled';
import { chooseTiling } from '../tilings/chooseTiling';
import { NEAREST_CELLS, SIDE } from '../tilings/nearestCells';
import type { WebGpuKernels } from './kernel';

/** @file The nearest neighbours of every cell, in both directions of a pair of views, without ever holding all distances. */

type Lanes = 1 | 2 | 4;

const elementOf = (lanes: Lanes): ElementType => (lanes === 1 ? 'f32' : `vec${lanes}<f32>`);
const lanesOf = (channels: number): Lanes => (channels % 4 === 0 ? 4 : channels % 2 === 0 ? 2 : 1);

type Variant = { lanes: Lanes; tile: number; pairs: number; whole: boolean };

/**
 * One workgroup takes 8 · `tile` cells of a pair's first view past all cells of the second one; its 8 × 8 threads hold
 * `tile` × `tile` squared distances each, straight from storage to registers. Row minima stay with the threads; column
 * minima are complete where one workgroup has all rows (`whole`), and parts of a later minimum otherwise. Differences are
 * squared directly (not |a|² − 2ab + |b|²), so that near-ties are decided by the embeddings, not by rounding. Cells
 * beyond the last repeat it. Of equals the lowest cell wins: it is seen first, or preferred where threads are compared.
 */
const nearestProgram = defineProgram('nearest', ({ lanes, tile, pairs, whole }: Variant) => ({
  inputs: { cells: elementOf(lanes) },
  outputs: { distance: 'f32', index: 'i32', ...(whole ? {} : { partSquared: 'f32', partIndex: 'u32' }) },
  uniforms: {
    width: 'u32',
    columns: 'u32',
    parts: 'u32',
    /** First row and cells of either view. */
    views: `array<vec4<u32>, ${pairs}>`,
    /** Columns of either view's cells, and where the pair's parts begin. */
    places: `array<vec4<u32>, ${pairs}>`,
  },
  workgroupSize: [SIDE, SIDE],
  declarations: `
const SPAN = ${SIDE * tile}u;
const FAR = 3.4028234e38;
var<workgroup> squares: array<f32, ${SIDE * SIDE * tile}>;
var<workgroup> indices: array<u32, ${SIDE * SIDE * tile}>;

// The least of the eight entries of \`line\`, the lowest index first among equals.
fn least(line: u32) -> vec2<u32> {
  var square = squares[line];
  var winner = indices[line];
  for (var k = 1u; k < ${SIDE}u; k++) {
    let other = squares[line + k * SPAN];
    let otherIndex = indices[line + k * SPAN];
    if (other < square || (other == square && otherIndex < winner)) { square = other; winner = otherIndex; }
  }
  return vec2<u32>(bitcast<u32>(square), winner);
}`,
  main: `
  let view = params.views[workgroup.z];
  let place = params.places[workgroup.z];
  let sample = workgroup.y;
  let firstRow = workgroup.x * SPAN;
  if (firstRow >= view.y) { return; }
  let table = sample * params.columns;
  ${each(tile, (i) => `let row${i} = min(firstRow + local.y * ${tile}u + ${i}u, view.y - 1u);`)}
  ${each(tile, (i) => `let a${i} = (view.x + sample * view.y + row${i}) * params.width;`)}
  ${each(tile, (i) => `var best${i} = FAR; var index${i} = 0u;`)}
  for (var start = 0u; start < view.w; start += SPAN) {
    ${each(tile, (j) => `let column${j} = min(start + local.x * ${tile}u + ${j}u, view.w - 1u);`)}
    ${each(tile, (j) => `let b${j} = (view.z + sample * view.w + column${j}) * params.width;`)}
    ${grid(tile, tile, (i, j) => `var s${i}_${j} = 0.0;`)}
    for (var k = 0u; k < params.width; k++) {
      ${each(tile, (i) => `let x${i} = cells[a${i} + k];`)}
      ${each(tile, (j) => `let y${j} = cells[b${j} + k];`)}
      ${grid(tile, tile, (i, j) => `let d${i}_${j} = x${i} - y${j}; ${lanes === 1 ? `s${i}_${j} = fma(d${i}_${j}, d${i}_${j}, s${i}_${j})` : `s${i}_${j} += dot(d${i}_${j}, d${i}_${j})`};`)}
    }
    ${grid(
      tile,
      tile,
      (i, j) =>
        `index${i} = select(index${i}, column${j}, s${i}_${j} < best${i}); best${i} = min(best${i}, s${i}_${j});`,
    )}
    ${each(
      tile,
      (j) => `var least${j} = s0_${j}; var least${j}Row = row0;
    ${each(tile - 1, (i) => `least${j}Row = select(least${j}Row, row${i + 1}, s${i + 1}_${j} < least${j}); least${j} = min(least${j}, s${i + 1}_${j});`)}
    squares[local.y * SPAN + local.x * ${tile}u + ${j}u] = least${j}; indices[local.y * SPAN + local.x * ${tile}u + ${j}u] = least${j}Row;`,
    )}
    workgroupBarrier();
    if (localIndex < SPAN && start + localIndex < view.w) {
      let found = least(localIndex);
      ${
        whole
          ? `let at = table + place.y + start + localIndex;
      distance[at] = sqrt(bitcast<f32>(found.x));
      index[at] = i32(found.y);`
          : `let at = sample * params.parts + place.z + workgroup.x * view.w + start + localIndex;
      partSquared[at] = bitcast<f32>(found.x);
      partIndex[at] = found.y;`
      }
    }
    workgroupBarrier();
  }
  ${each(tile, (i) => `squares[local.x * SPAN + local.y * ${tile}u + ${i}u] = best${i}; indices[local.x * SPAN + local.y * ${tile}u + ${i}u] = index${i};`)}
  workgroupBarrier();
  if (localIndex < SPAN && firstRow + localIndex < view.y) {
    let found = least(localIndex);
    let at = table + place.x + firstRow + localIndex;
    distance[at] = sqrt(bitcast<f32>(found.x));
    index[at] = i32(found.y);
  }`,
}));

/** The least of the parts of each column. */
const leastPartProgram = defineProgram('nearestOfParts', ({ pairs }: { pairs: number }) => ({
  inputs: { partSquared: 'f32', partIndex: 'u32' },
  outputs: { distance: 'f32', index: 'i32' },
  uniforms: {
    span: 'u32',
    columns: 'u32',
    parts: 'u32',
    views: `array<vec4<u32>, ${pairs}>`,
    places: `array<vec4<u32>, ${pairs}>`,
  },
  workgroupSize: [FLAT_THREADS],
  main: `
  let view = params.views[workgroup.z];
  let place = params.places[workgroup.z];
  if (global.x >= view.w) { return; }
  let first = workgroup.y * params.parts + place.z + global.x;
  let end = first + (view.y + params.span - 1u) / params.span * view.w;
  var square = partSquared[first];
  var winner = partIndex[first];
  // Parts are in ascending order of their rows.
  for (var at = first + view.w; at < end; at += view.w) {
    if (partSquared[at] < square) { square = partSquared[at]; winner = partIndex[at]; }
  }
  let at = workgroup.y * params.columns + place.y + global.x;
  distance[at] = sqrt(square);
  index[at] = i32(winner);`,
}));

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
  const { tile } = chooseTiling(backend, NEAREST_CELLS, {
    ...{ searches: batch * one.length, cells: Math.max(...rows, ...columnsOfOthers), channels },
  });
  const span = SIDE * tile;
  const workgroups = Math.ceil(Math.max(...rows) / span);
  const whole = workgroups === 1;
  const begins = nearestColumns(attributes);
  let parts = 0;
  const places = one.flatMap((_, pair) => {
    const place = [begins.one[pair]! + offset, begins.other[pair]! + offset, parts, 0];
    parts += Math.ceil(rows[pair]! / span) * columnsOfOthers[pair]!;
    return place;
  });
  const uniforms = {
    width: channels / lanes,
    span,
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
  const pairs = one.length;
  const scratch = whole
    ? undefined
    : {
        partSquared: allocate(backend, [batch, parts]),
        partIndex: allocate(backend, [batch, parts], 'int32'),
      };
  runProgram(backend, nearestProgram({ lanes, tile, pairs, whole }), {
    inputs: { cells: space },
    outputs: { ...tables, ...scratch },
    uniforms,
    workgroups: [workgroups, batch, pairs],
  });
  if (scratch === undefined) return;
  runProgram(backend, leastPartProgram({ pairs }), {
    inputs: scratch,
    outputs: tables,
    uniforms,
    workgroups: [Math.ceil(Math.max(...columnsOfOthers) / FLAT_THREADS), batch, pairs],
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
