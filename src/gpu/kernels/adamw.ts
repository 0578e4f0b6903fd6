import { util } from '@tensorflow/tfjs-core';
import { isSoftware } from '../adapterKind';
import { share } from '../backendView';
import { issueProgram } from '../issue';
import { addLayers } from '../partSums';
import { defineProgram, type ScalarType } from '../program';
import { layersOf } from '../sumLayers';
import type { adamwAll } from '../../ops/adamwAll';
import { applyControl, controlInput, unscaled } from './lossControl';
import { packedMembers } from './packedMembers';
import {
  countElements,
  forEachElement,
  forEachMember,
  groupMembers,
  memberTensors,
  memberUniforms,
  memberValues,
  memberWorkgroups,
  numbered,
  UPDATE_THREADS,
  updateMoves,
  type GroupMember,
} from './parameterGroup';
import type { WebGpuKernels } from './kernel';

/** @file AdamW, in the parameters' own buffers. Gradients that are sums in parts (`partSums.ts`) are added up as they are read. */

/** Floating-point operations of an element, the scale of its gradient among them. */
const OPERATIONS = 15;
/** Elements of a workgroup: on a GPU one for each thread, for there may be a hundred parts to read for it. */
const SHARE = { software: 4 * UPDATE_THREADS, gpu: UPDATE_THREADS };

/** `elements` of a workgroup. */
type Constants = { count: number; controlled: boolean; elements: number };

/** Names of the gradients' numbers of layers. */
const layerNames = (count: number): string[] => Array.from({ length: count }, (_, i) => `layers${i}`);

const adamwProgram = defineProgram('adamw', ({ count, controlled, elements }: Constants) => ({
  inputs: { ...numbered('grad', count), scalars: 'f32', ...controlInput(controlled) },
  outputs: {
    ...numbered('param', count),
    slots: 'f32',
  },
  uniforms: {
    ...memberUniforms(count),
    ...Object.fromEntries(layerNames(count).map((name): [string, ScalarType] => [name, 'u32'])),
    beta1: 'f32',
    beta2: 'f32',
    rest1: 'f32',
    rest2: 'f32',
    epsilon: 'f32',
  },
  workgroupSize: [UPDATE_THREADS],
  main:
    applyControl(controlled) +
    forEachMember(
      count,
      (i) => {
        const m = `slots[params.offset${i} + e]`;
        const v = `slots[params.stride + params.offset${i} + e]`;
        const grad = { buffer: `grad${i}`, size: `params.size${i}`, layers: `params.layers${i}`, at: 'e' };
        return `
    let row = params.row${i} * 4u;
    let learningRate = scalars[row];
    let stepSize = learningRate / scalars[row + 1u];
    let correction = sqrt(scalars[row + 2u]);
    let kept = 1.0 - learningRate * scalars[row + 3u];
    ${forEachElement(`
      ${addLayers(grad)}
      let g = ${unscaled('total', controlled)};
      let m = params.beta1 * ${m} + params.rest1 * g;
      let v = params.beta2 * ${v} + params.rest2 * (g * g);
      ${m} = m;
      ${v} = v;
      param${i}[e] = kept * param${i}[e] - stepSize * (m / (sqrt(v) / correction + params.epsilon));`)}`;
      },
      elements,
    ),
}));

/** What adds up the parts of the gradients. */
function countAdditions(members: readonly GroupMember[]): number {
  return members.reduce((sum, { grad }) => sum + (layersOf(grad) - 1) * util.sizeFromShape(grad.shape), 0);
}

export const adamwAllKernels: WebGpuKernels<typeof adamwAll> = {
  forward(backend, inputs, attributes) {
    const { slots, scalars, control } = inputs;
    const { beta1, beta2, epsilon } = attributes;
    const members = packedMembers(inputs, attributes);
    const elements = isSoftware(backend.device.adapterInfo) ? SHARE.software : SHARE.gpu;
    for (const group of groupMembers(backend, members, 2, control === undefined ? 2 : 3)) {
      const { params, grads } = memberTensors(group);
      const constants = { count: group.length, controlled: control !== undefined, elements };
      const layers = group.map(({ grad }) => layersOf(grad));
      // Not by `runProgram`, which would add up the parts before.
      issueProgram(backend, adamwProgram(constants), {
        inputs: { ...grads, scalars, ...(control && { control }) },
        outputs: { ...params, slots },
        uniforms: {
          ...memberValues(group, slots.shape[1]!, elements),
          ...Object.fromEntries(layerNames(group.length).map((name, i) => [name, layers[i]!])),
          beta1,
          beta2,
          rest1: 1 - beta1,
          rest2: 1 - beta2,
          epsilon,
        },
        workgroups: memberWorkgroups(backend, group, elements),
        operations: OPERATIONS * countElements(group) + countAdditions(group),
        moves: updateMoves(group, slots),
      });
    }
    return [...members.map(({ param }) => param), slots].map((tensor) => share(backend, tensor));
  },
};
