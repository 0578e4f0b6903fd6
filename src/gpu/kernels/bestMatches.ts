import { allocate } from '../backendView';
import { runProgram } from '../dispatch';
import { bestMatches, type BestMatchesAttributes } from '../ops/bestMatches';
import { defineProgram } from '../program';
import { shape2 } from './flat';
import { need, registerWebGpuKernel } from './register';

/** @file The γ best matches of every list, in the order of their cells. */

/** Threads of a workgroup: few cells do not keep many busy. */
const threadsFor = (cells: number): number => (cells <= 128 ? 64 : 256);

/**
 * One workgroup per list and sample. A cell's rank is the number of cells ahead of it; the kept ones set their bit in a
 * mask (integer atomics: the outcome does not depend on their order), and a cell's slot is the number of bits before its
 * own.
 */
const bestMatchesProgram = defineProgram(
  'bestMatches',
  ({ lists, words, threads }: { lists: number; words: number; threads: number }) => ({
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
    declarations: `var<workgroup> mask: array<atomic<u32>, ${words}>;`,
    main: `
  let sample = workgroup.x;
  let looking = params.looking[workgroup.y];
  let seen = params.seen[workgroup.y];
  let cells = looking.y;
  let kept = seen.x;
  let first = sample * params.columns + looking.x;
  for (var cell = localIndex; cell < cells; cell += ${threads}u) {
    let own = distances[first + cell];
    var rank = 0u;
    if (kept < cells) {
      for (var other = 0u; other < cells; other++) {
        let value = distances[first + other];
        rank += select(0u, 1u, value < own || (value == own && other < cell));
      }
    }
    if (rank < kept) { atomicOr(&mask[cell / 32u], 1u << (cell % 32u)); }
  }
  workgroupBarrier();
  for (var cell = localIndex; cell < cells; cell += ${threads}u) {
    let word = atomicLoad(&mask[cell / 32u]);
    let bit = 1u << (cell % 32u);
    if ((word & bit) != 0u) {
      var slot = countOneBits(word & (bit - 1u));
      for (var w = 0u; w < cell / 32u; w++) { slot += countOneBits(atomicLoad(&mask[w])); }
      // More bits than slots only with distances that are no numbers.
      if (slot < kept) {
        let at = looking.w + slot;
        rows[sample * 2u * params.slots + at] = i32(looking.z + sample * cells + cell);
        rows[(sample * 2u + 1u) * params.slots + at] = i32(seen.z + sample * seen.y) + nearest[first + cell];
        distance[sample * params.slots + at] = distances[first + cell];
      }
    }
  }`,
  }),
);

export function registerBestMatches(): void {
  registerWebGpuKernel(bestMatches.kernelName, (backend, inputs, attributes) => {
    const { batch, first, cells, from, into, kept, columns } = attributes as unknown as BestMatchesAttributes;
    const distances = need(inputs, 'distance');
    let slots = 0;
    const looking = from.flatMap((view, list) => {
      slots += kept[list]!;
      return [columns[list]!, cells[view]!, first[view]!, slots - kept[list]!];
    });
    const rows = allocate(backend, [batch, 2 * slots], 'int32');
    const distance = allocate(backend, [batch, slots]);
    const most = Math.max(...from.map((view) => cells[view]!));
    const variant = { lists: from.length, words: Math.ceil(most / 32), threads: threadsFor(most) };
    runProgram(backend, bestMatchesProgram(variant), {
      inputs: { distances, nearest: need(inputs, 'index') },
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
  });
}
