import { allocate } from '../backendView';
import { runProgram } from '../dispatch';
import type { matchWeights } from '../../ops/matchWeights';
import { defineProgram } from '../program';
import { floatBits, shape2 } from './flat';
import { need, type WebGpuKernels } from './kernel';

/** @file What each match counts, where a threshold leaves some out. */

const THREADS = 64;

/** One workgroup per list: it counts the matches that are near enough (an integer, in whatever order), then shares out. */
const matchWeightsProgram = defineProgram(
  'matchWeights',
  ({ lists, thresholds }: { lists: number; thresholds: number }) => ({
    inputs: {
      distance: 'f32',
      ...Object.fromEntries(Array.from({ length: thresholds }, (_, i) => [`threshold${i}`, 'f32' as const])),
    },
    outputs: { weight: 'f32' },
    uniforms: {
      batch: 'u32',
      slots: 'u32',
      /** First slot, slots, share as bits, threshold and 1, or 0 for none. */
      lists: `array<vec4<u32>, ${lists}>`,
    },
    workgroupSize: [THREADS],
    declarations: `
var<workgroup> near: atomic<u32>;
fn isNear(value: f32, threshold: u32) -> bool {
  ${Array.from({ length: thresholds }, (_, i) => `if (threshold == ${i + 1}u) { return value <= threshold${i}[0]; }`).join('\n  ')}
  return true;
}`,
    main: `
  let list = params.lists[workgroup.x];
  let count = params.batch * list.y;
  var own = 0u;
  for (var i = localIndex; i < count; i += ${THREADS}u) {
    own += select(0u, 1u, isNear(distance[i / list.y * params.slots + list.x + i % list.y], list.w));
  }
  atomicAdd(&near, own);
  workgroupBarrier();
  let part = bitcast<f32>(list.z) / f32(max(atomicLoad(&near), 1u));
  for (var i = localIndex; i < count; i += ${THREADS}u) {
    let at = i / list.y * params.slots + list.x + i % list.y;
    weight[at] = select(0.0, part, isNear(distance[at], list.w));
  }`,
  }),
);

export const matchWeightsKernels: WebGpuKernels<typeof matchWeights> = {
  forward(backend, inputs, { kept, shares, thresholds }) {
    const { distance } = inputs;
    const [batch, slots] = shape2(distance);
    const weight = allocate(backend, [batch, slots]);
    let end = 0;
    const lists = kept.flatMap((count, list) => {
      end += count;
      return [end - count, count, floatBits(shares[list]!), thresholds[list]! + 1];
    });
    const count = Math.max(...thresholds) + 1;
    runProgram(backend, matchWeightsProgram({ lists: kept.length, thresholds: count }), {
      inputs: {
        distance,
        ...Object.fromEntries(
          Array.from({ length: count }, (_, i) => [`threshold${i}`, need(inputs, `threshold${i}`)]),
        ),
      },
      outputs: { weight },
      uniforms: { batch, slots, lists },
      workgroups: [kept.length],
    });
    return weight;
  },
};
