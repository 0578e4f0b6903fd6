import { share } from '../backendView';
import { runProgram } from '../dispatch';
import { addUp } from '../partSums';
import { defineProgram } from '../program';
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
} from './parameterGroup';
import type { WebGpuKernels } from './kernel';

/** @file AdamW, in the parameters' own buffers. */

/** Floating-point operations of an element, the scale of its gradient among them. */
const OPERATIONS = 15;

type Constants = { count: number; controlled: boolean };

const adamwProgram = defineProgram('adamw', ({ count, controlled }: Constants) => ({
  inputs: { ...numbered('grad', count), scalars: 'f32', ...controlInput(controlled) },
  outputs: {
    ...numbered('param', count),
    slots: 'f32',
  },
  uniforms: {
    ...memberUniforms(count),
    beta1: 'f32',
    beta2: 'f32',
    rest1: 'f32',
    rest2: 'f32',
    epsilon: 'f32',
  },
  workgroupSize: [UPDATE_THREADS],
  main:
    applyControl(controlled) +
    forEachMember(count, (i) => {
      const m = `slots[params.offset${i} + e]`;
      const v = `slots[params.stride + params.offset${i} + e]`;
      return `
    let row = params.row${i} * 4u;
    let learningRate = scalars[row];
    let stepSize = learningRate / scalars[row + 1u];
    let correction = sqrt(scalars[row + 2u]);
    let kept = 1.0 - learningRate * scalars[row + 3u];
    ${forEachElement(`
      let g = ${unscaled(`grad${i}[e]`, controlled)};
      let m = params.beta1 * ${m} + params.rest1 * g;
      let v = params.beta2 * ${v} + params.rest2 * (g * g);
      ${m} = m;
      ${v} = v;
      param${i}[e] = kept * param${i}[e] - stepSize * (m / (sqrt(v) / correction + params.epsilon));`)}`;
    }),
}));

export const adamwAllKernels: WebGpuKernels<typeof adamwAll> = {
  forward(backend, inputs, attributes) {
    const { slots, scalars, control } = inputs;
    const { beta1, beta2, epsilon } = attributes;
    const members = packedMembers(inputs, attributes);
    addUp(
      backend,
      members.map(({ grad }) => grad),
    );
    for (const group of groupMembers(backend, members, 2, control === undefined ? 2 : 3)) {
      const { params, grads } = memberTensors(group);
      runProgram(backend, adamwProgram({ count: group.length, controlled: control !== undefined }), {
        inputs: { ...grads, scalars, ...(control && { control }) },
        outputs: { ...params, slots },
        uniforms: {
          ...memberValues(group, slots.shape[1]!),
          beta1,
          beta2,
          rest1: 1 - beta1,
          rest2: 1 - beta2,
          epsilon,
        },
        workgroups: memberWorkgroups(backend, group),
        operations: OPERATIONS * countElements(group),
        moves: updateMoves(group, slots),
      });
    }
    return [...members.map(({ param }) => param), slots].map((tensor) => share(backend, tensor));
  },
};
