import { util } from '@tensorflow/tfjs-core';
import { isSoftware } from '../adapterKind';
import { share } from '../backendView';
import { issueProgram, spreadWorkgroups } from '../issue';
import { numbered } from '../numbered';
import { addLayers } from '../partSums';
import { defineProgram } from '../program';
import type { adamwAll } from '../../ops/adamwAll';
import { applyControl, controlInput, unscaled } from './lossControl';
import {
  findMember,
  gatherMembers,
  MEMBER,
  memberTable,
  VECTORS_PER_MEMBER,
  whicheverBuffer,
  type Gathering,
} from './gatheredMembers';
import { packedMembers } from './packedMembers';
import { numberedFloats, UPDATE_THREADS } from './parameterGroup';
import type { WebGpuKernels } from './kernel';

/**
 * @file AdamW, in the parameters' own places: of a model whose parameters lie in one buffer, in one dispatch. Gradients that
 * are sums in parts (`partSums.ts`) are added up as they are read.
 */

/** Floating-point operations of an element, the scale of its gradient among them. */
const OPERATIONS = 15;
/** Elements of a workgroup: on a GPU one for each thread, for there may be a hundred parts to read for it. */
const SHARE = { software: 4 * UPDATE_THREADS, gpu: UPDATE_THREADS };

/** Buffers of parameters and of gradients, parameters of the table, and elements of a workgroup. */
type Constants = { params: number; grads: number; count: number; controlled: boolean; elements: number };

const adamwProgram = defineProgram('adamw', ({ params, grads, count, controlled, elements }: Constants) => ({
  inputs: { ...numberedFloats('grad', grads), scalars: 'f32', ...controlInput(controlled) },
  outputs: { ...numberedFloats('param', params), slots: 'f32' },
  uniforms: {
    members: `array<vec4<u32>, ${VECTORS_PER_MEMBER * count}>`,
    ...{ stride: 'u32', beta1: 'f32', beta2: 'f32', rest1: 'f32', rest2: 'f32', epsilon: 'f32' },
  },
  workgroupSize: [UPDATE_THREADS],
  declarations: MEMBER,
  main: `
  ${applyControl(controlled)}
  ${findMember(count)}
  let first = (number - member.begin) * ${elements}u;
  let last = min(first + ${elements}u, member.size);
  let row = member.row * 4u;
  let learningRate = scalars[row];
  let stepSize = learningRate / scalars[row + 1u];
  let correction = sqrt(scalars[row + 2u]);
  let kept = 1.0 - learningRate * scalars[row + 3u];
  for (var e = first + localIndex; e < last; e += ${UPDATE_THREADS}u) {
    var g = 0.0;
    ${whicheverBuffer('member.gradBuffer', grads, (i) => {
      const grad = {
        buffer: `grad${i}`,
        size: 'member.size',
        layers: 'member.layers',
        at: 'member.gradAt + e',
      };
      return `${addLayers(grad)} g = ${unscaled('total', controlled)};`;
    })}
    let at = member.offset + e;
    let m = params.beta1 * slots[at] + params.rest1 * g;
    let v = params.beta2 * slots[params.stride + at] + params.rest2 * (g * g);
    slots[at] = m;
    slots[params.stride + at] = v;
    let change = stepSize * (m / (sqrt(v) / correction + params.epsilon));
    let place = member.paramAt + e;
    ${whicheverBuffer('member.paramBuffer', params, (i) => `param${i}[place] = kept * param${i}[place] - change;`)}
  }`,
}));

/** What adds up the parts of the gradients, and updates. */
function operationsOf({ members }: Gathering): number {
  return members.reduce(
    (sum, { param, layers }) => sum + (OPERATIONS + layers - 1) * util.sizeFromShape(param.shape),
    0,
  );
}

export const adamwAllKernels: WebGpuKernels<typeof adamwAll> = {
  forward(backend, inputs, attributes) {
    const { slots, scalars, control } = inputs;
    const { beta1, beta2, epsilon } = attributes;
    const members = packedMembers(inputs, attributes);
    const elements = isSoftware(backend.device.adapterInfo) ? SHARE.software : SHARE.gpu;
    const shared = control === undefined ? 2 : 3;
    for (const group of gatherMembers(backend, members, shared)) {
      const { table, workgroups } = memberTable(group, elements);
      const { params, grads, moves, partMoves } = group;
      const constants = {
        ...{ params: params.length, grads: grads.length, count: group.members.length },
        ...{ controlled: control !== undefined, elements },
      };
      // Not by `runProgram`, which would add up the parts before.
      issueProgram(backend, adamwProgram(constants), {
        inputs: { ...numbered('grad', grads), scalars, ...(control && { control }) },
        outputs: { ...numbered('param', params), slots },
        uniforms: {
          members: table,
          stride: slots.shape[1]!,
          ...{ beta1, beta2, rest1: 1 - beta1, rest2: 1 - beta2, epsilon },
        },
        workgroups: spreadWorkgroups(backend, workgroups),
        operations: operationsOf(group),
        moves: { ...moves, slots: (2 * group.elements) / slots.shape[1]! },
        partMoves,
      });
    }
    return [...members.map(({ param }) => param), slots].map((tensor) => share(backend, tensor));
  },
};
