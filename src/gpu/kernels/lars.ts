import { release, share } from '../backendView';
import { runProgram } from '../dispatch';
import { addUp } from '../partSums';
import { defineProgram } from '../program';
import { allocateScratch } from '../scratchTensors';
import type { larsAll } from '../../ops/larsAll';
import { applyControl, controlInput, unscaled } from './lossControl';
import { packedMembers } from './packedMembers';
import {
  countElements,
  countWorkgroups,
  forEachElement,
  forEachMember,
  groupMembers,
  memberTensors,
  memberUniforms,
  memberValues,
  memberWorkgroups,
  numberedFloats,
  UPDATE_THREADS,
  updateMoves,
} from './parameterGroup';
import type { WebGpuKernels } from './kernel';
import { workgroupSum } from './workgroupSum';

/** @file LARS, in the parameters' own buffers: the norms in one pass, the update in a second. */

/** Floating-point operations of an element. */
const OPERATIONS = { norms: 7, update: 8 };

/** Each workgroup's part of ‖param‖² and ‖grad + decay·param‖². */
type NormsConstants = { count: number; controlled: boolean };

const normsProgram = defineProgram('larsNorms', ({ count, controlled }: NormsConstants) => ({
  inputs: {
    ...numberedFloats('param', count),
    ...numberedFloats('grad', count),
    scalars: 'f32',
    ...controlInput(controlled),
  },
  outputs: { norms: 'vec2<f32>' },
  uniforms: memberUniforms(count),
  workgroupSize: [UPDATE_THREADS],
  declarations: workgroupSum(UPDATE_THREADS),
  main: forEachMember(
    count,
    (i) => `
    let decay = scalars[params.row${i} * 2u + 1u];
    var squares = vec2<f32>();
    ${forEachElement(`
      let both = vec2<f32>(param${i}[e], ${unscaled(`grad${i}[e]`, controlled)} + decay * param${i}[e]);
      squares += both * both;`)}
    let own = workgroupSum(squares.x, localIndex);
    let direction = workgroupSum(squares.y, localIndex);
    if (localIndex == 0u) { norms[number] = vec2<f32>(own, direction); }`,
  ),
}));

/** `adapt` is one digit per parameter, 1 where decay and the trust ratio apply. */
type UpdateConstants = { adapt: string; controlled: boolean };

const updateProgram = defineProgram('lars', ({ adapt, controlled }: UpdateConstants) => ({
  inputs: {
    ...numberedFloats('grad', adapt.length),
    scalars: 'f32',
    norms: 'vec2<f32>',
    ...controlInput(controlled),
  },
  outputs: {
    ...numberedFloats('param', adapt.length),
    slots: 'f32',
  },
  uniforms: { ...memberUniforms(adapt.length), momentum: 'f32', eta: 'f32' },
  workgroupSize: [UPDATE_THREADS],
  declarations: workgroupSum(UPDATE_THREADS),
  main:
    applyControl(controlled) +
    forEachMember(adapt.length, (i) => {
      const mu = `slots[params.offset${i} + e]`;
      const adapts = adapt[i] === '1';
      return `
    let learningRate = scalars[params.row${i} * 2u];
    ${
      adapts
        ? `let decay = scalars[params.row${i} * 2u + 1u];
    var squares = vec2<f32>();
    for (var part = begin + localIndex; part < params.end${i}; part += ${UPDATE_THREADS}u) { squares += norms[part]; }
    let own = workgroupSum(squares.x, localIndex);
    let direction = workgroupSum(squares.y, localIndex);
    var trust = 1.0;
    if (own > 0.0 && direction > 0.0) { trust = params.eta * sqrt(own) / sqrt(direction); }`
        : ''
    }
    ${forEachElement(`
      let g = ${unscaled(`grad${i}[e]`, controlled)};
      let mu = params.momentum * ${mu} + ${adapts ? `trust * (g + decay * param${i}[e])` : 'g'};
      ${mu} = mu;
      param${i}[e] -= learningRate * mu;`)}`;
    }),
}));

export const larsAllKernels: WebGpuKernels<typeof larsAll> = {
  forward(backend, inputs, attributes) {
    const { slots, scalars, control } = inputs;
    const { momentum, eta, adapt } = attributes;
    const members = packedMembers(inputs, attributes);
    addUp(
      backend,
      members.map(({ grad }) => grad),
    );
    const controlled = control !== undefined;
    let done = 0;
    for (const group of groupMembers(backend, members, 2, controlled ? 4 : 3)) {
      const { params, grads } = memberTensors(group);
      const uniforms = memberValues(group, slots.shape[1]!);
      const workgroups = memberWorkgroups(backend, group);
      const elements = countElements(group);
      const norms = allocateScratch(backend, [countWorkgroups(group), 2]);
      runProgram(backend, normsProgram({ count: group.length, controlled }), {
        inputs: { ...params, ...grads, scalars, ...(control && { control }) },
        outputs: { norms },
        uniforms,
        workgroups,
        operations: OPERATIONS.norms * elements,
      });
      const digits = adapt.slice(done, done + group.length).join('');
      runProgram(backend, updateProgram({ adapt: digits, controlled }), {
        inputs: { ...grads, scalars, norms, ...(control && { control }) },
        outputs: { ...params, slots },
        uniforms: { ...uniforms, momentum, eta },
        workgroups,
        operations: OPERATIONS.update * elements,
        moves: updateMoves(group, slots),
      });
      release(backend, norms);
      done += group.length;
    }
    return [...members.map(({ param }) => param), slots].map((tensor) => share(backend, tensor));
  },
};
