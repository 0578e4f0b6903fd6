import { allocate } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { bestMatches } from '../ops/bestMatches';
import { shape2 } from './flat';
import { need, registerWebGpuKernel } from './register';

/** @file The γ best matches of every sample, in the order of their cells. */

/** Threads of a sample's workgroup: few cells do not keep many busy. */
const threadsFor = (cells: number): number => (cells <= 128 ? 64 : 256);

/**
 * One workgroup per sample. A cell's rank is the number of cells ahead of it; the kept ones set their bit in a mask
 * (integer atomics: the outcome does not depend on their order), and a cell's slot is the number of bits before its own.
 */
const bestMatchesProgram = defineProgram(
  'bestMatches',
  ({ words, threads }: { words: number; threads: number }) => ({
    inputs: { distance: 'f32' },
    outputs: { index: 'i32' },
    uniforms: { cells: 'u32', kept: 'u32' },
    workgroupSize: [threads],
    declarations: `var<workgroup> mask: array<atomic<u32>, ${words}>;`,
    main: `
  let first = workgroup.x * params.cells;
  for (var cell = localIndex; cell < params.cells; cell += ${threads}u) {
    let own = distance[first + cell];
    var rank = 0u;
    if (params.kept < params.cells) {
      for (var other = 0u; other < params.cells; other++) {
        let value = distance[first + other];
        rank += select(0u, 1u, value < own || (value == own && other < cell));
      }
    }
    if (rank < params.kept) { atomicOr(&mask[cell / 32u], 1u << (cell % 32u)); }
  }
  workgroupBarrier();
  for (var cell = localIndex; cell < params.cells; cell += ${threads}u) {
    let word = atomicLoad(&mask[cell / 32u]);
    let bit = 1u << (cell % 32u);
    if ((word & bit) != 0u) {
      var slot = countOneBits(word & (bit - 1u));
      for (var w = 0u; w < cell / 32u; w++) { slot += countOneBits(atomicLoad(&mask[w])); }
      // More bits than slots only with distances that are no numbers.
      if (slot < params.kept) { index[workgroup.x * params.kept + slot] = i32(cell); }
    }
  }`,
  }),
);

export function registerBestMatches(): void {
  registerWebGpuKernel(bestMatches.kernelName, (backend, inputs, attributes) => {
    const distance = need(inputs, 'distance');
    const count = attributes.count as number;
    const [batch, cells] = shape2(distance);
    const index = allocate(backend, [batch, count], 'int32');
    runProgram(backend, bestMatchesProgram({ words: Math.ceil(cells / 32), threads: threadsFor(cells) }), {
      inputs: { distance },
      outputs: { index },
      uniforms: { cells, kept: count },
      workgroups: [batch],
    });
    return index;
  });
}
