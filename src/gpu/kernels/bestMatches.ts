import { isSoftware } from '../adapterKind';
import { allocate, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import type { bestMatches } from '../../ops/bestMatches';
import { defineProgram } from '../program';
import { shape2 } from './flat';
import type { WebGpuKernels } from './kernel';

/** @file The γ best matches of every list, in the order of their cells. */

/** Up to so many cells it is quicker to compare them all with each other than to wait for each other eight times. */
const MOST_COMPARED = 128;
/** Threads of a workgroup. Few cells do not keep many busy; on a software adapter every wait swaps the state of all. */
const THREADS = { software: 16, comparing: 64, counting: 256 };

function threadsFor(backend: BackendView, cells: number): number {
  if (isSoftware(backend.device.adapterInfo)) return THREADS.software;
  return cells <= MOST_COMPARED ? THREADS.comparing : THREADS.counting;
}

const DIGIT_BITS = 4;
const DIGITS = 32 / DIGIT_BITS;
const DIGIT_VALUES = 2 ** DIGIT_BITS;

/** WGSL: marks the cells that have fewer than γ others ahead of them. */
const markByRank = (threads: number): string => `
  for (var cell = localIndex; cell < cells; cell += ${threads}u) {
    let own = distances[first + cell];
    var rank = 0u;
    if (kept < cells) {
      for (var other = 0u; other < cells; other++) {
        let value = distances[first + other];
        rank += select(0u, 1u, value < own || (value == own && other < cell));
      }
    }
    if (rank < kept) { mark(&nearer, cell); }
  }
  workgroupBarrier();`;

/**
 * WGSL: finds the γ-th smallest distance digit by digit, by how many distances have each value of the next digit (no
 * distance is negative, so that their bits are in the order of their values), then marks the cells that are nearer, and
 * those that are as far: of these the first `ties` stay.
 */
const markByDigits = (threads: number): string => `
  var limit = 0u;
  ties = kept;
  for (var digit = 0u; digit < ${DIGITS}u; digit++) {
    let shift = ${32 - DIGIT_BITS}u - ${DIGIT_BITS}u * digit;
    let counters = digit * ${DIGIT_VALUES}u;
    for (var cell = localIndex; cell < cells; cell += ${threads}u) {
      let leading = bitcast<u32>(distances[first + cell]) >> shift;
      if ((leading >> ${DIGIT_BITS}u) == limit) { atomicAdd(&counts[counters + leading % ${DIGIT_VALUES}u], 1u); }
    }
    workgroupBarrier();
    var value = 0u;
    for (; value + 1u < ${DIGIT_VALUES}u; value++) {
      let count = atomicLoad(&counts[counters + value]);
      if (ties <= count) { break; }
      ties -= count;
    }
    limit = (limit << ${DIGIT_BITS}u) | value;
  }
  for (var cell = localIndex; cell < cells; cell += ${threads}u) {
    let bits = bitcast<u32>(distances[first + cell]);
    if (bits < limit) { mark(&nearer, cell); }
    if (bits == limit) { mark(&equal, cell); }
  }
  workgroupBarrier();`;

type Variant = { lists: number; words: number; threads: number; compared: boolean };

/**
 * One workgroup per list and sample. The cells that stay are marked in bit masks (integer atomics: the outcome does not
 * depend on their order), and a cell's slot is the number of those before it.
 */
const bestMatchesProgram = defineProgram('bestMatches', ({ lists, words, threads, compared }: Variant) => ({
  inputs: { distances: 'f32', nearest: 'i32' },
  outputs: { rows: 'i32', distance: 'f32' },
  uniforms: {
    columns: 'u32',
    slots: 'u32',
    /** Column, cells, first row of the view that looks, first slot. */
    looking: `array<vec4<u32>, ${lists}>`,
    /** Matches kept, cells, first row of the view that is seen. */
    seen: `array<vec4<u32>, ${lists}>`,
  },
  workgroupSize: [threads],
  declarations: `
var<workgroup> counts: array<atomic<u32>, ${DIGITS * DIGIT_VALUES}>;
var<workgroup> nearer: array<atomic<u32>, ${words}>;
var<workgroup> equal: array<atomic<u32>, ${words}>;
alias Mask = ptr<workgroup, array<atomic<u32>, ${words}>>;
fn mark(mask: Mask, cell: u32) { atomicOr(&mask[cell / 32u], 1u << (cell % 32u)); }
fn isMarked(mask: Mask, cell: u32) -> bool { return ((atomicLoad(&mask[cell / 32u]) >> (cell % 32u)) & 1u) != 0u; }
fn markedBefore(mask: Mask, cell: u32) -> u32 {
  var count = countOneBits(atomicLoad(&mask[cell / 32u]) & ((1u << (cell % 32u)) - 1u));
  for (var w = 0u; w < cell / 32u; w++) { count += countOneBits(atomicLoad(&mask[w])); }
  return count;
}`,
  main: `
  let sample = workgroup.x;
  let looking = params.looking[workgroup.y];
  let seen = params.seen[workgroup.y];
  let cells = looking.y;
  let kept = seen.x;
  let first = sample * params.columns + looking.x;
  var ties = 0u;
  ${compared ? markByRank(threads) : markByDigits(threads)}
  for (var cell = localIndex; cell < cells; cell += ${threads}u) {
    let isTied = isMarked(&equal, cell);
    if (!isTied && !isMarked(&nearer, cell)) { continue; }
    let tiesBefore = markedBefore(&equal, cell);
    let slot = markedBefore(&nearer, cell) + min(tiesBefore, ties);
    // A tie too many would race for the slot of the next nearer cell; other marks beyond the slots are no numbers.
    if ((isTied && tiesBefore >= ties) || slot >= kept) { continue; }
    let at = looking.w + slot;
    rows[sample * 2u * params.slots + at] = i32(looking.z + sample * cells + cell);
    rows[(sample * 2u + 1u) * params.slots + at] = i32(seen.z + sample * seen.y) + nearest[first + cell];
    distance[sample * params.slots + at] = distances[first + cell];
  }`,
}));

export const bestMatchesKernels: WebGpuKernels<typeof bestMatches> = {
  forward(backend, { distance: distances, index }, { batch, first, cells, from, into, kept, columns }) {
    let slots = 0;
    const looking = from.flatMap((view, list) => {
      slots += kept[list]!;
      return [columns[list]!, cells[view]!, first[view]!, slots - kept[list]!];
    });
    const rows = allocate(backend, [batch, 2 * slots], 'int32');
    const distance = allocate(backend, [batch, slots]);
    const most = Math.max(...from.map((view) => cells[view]!));
    const variant = {
      lists: from.length,
      words: Math.ceil(most / 32),
      threads: threadsFor(backend, most),
      compared: most <= MOST_COMPARED,
    };
    runProgram(backend, bestMatchesProgram(variant), {
      inputs: { distances, nearest: index },
      outputs: { rows, distance },
      uniforms: {
        columns: shape2(distances)[1],
        slots,
        looking,
        seen: into.flatMap((view, list) => [kept[list]!, cells[view]!, first[view]!, 0]),
      },
      workgroups: [batch, from.length],
    });
    return [rows, distance];
  },
};
