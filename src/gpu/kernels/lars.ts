import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, share, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { lars } from '../../ops/lars';
import { larsAll, type LarsAllAttributes } from '../../ops/larsAll';
import { applyControl, controlInput, unscaled } from './lossControl';
import { packedMembers } from './packedMembers';
import {
  countWorkgroups,
  forEachElement,
  forEachMember,
  groupMembers,
  memberTensors,
  memberUniforms,
  memberValues,
  memberWorkgroups,
  numbered,
  UPDATE_THREADS,
  type GroupMember,
} from './parameterGroup';
import { need, registerWebGpuKernel } from './register';
import { workgroupSum } from './workgroupSum';

/** @file LARS, in the parameters' own buffers: the norms in one pass, the update in a second. */

const SLOTS = ['mu'] as const;

/** Each workgroup's part of ‖param‖² and ‖grad + decay·param‖². */
type NormsConstants = { count: number; controlled: boolean };

const normsProgram = defineProgram('larsNorms', ({ count, controlled }: NormsConstants) => ({
  inputs: {
    ...numbered('param', count),
    ...numbered('grad', count),
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
type UpdateConstants = { adapt: string; packed: boolean; controlled: boolean };

const updateProgram = defineProgram('lars', ({ adapt, packed, controlled }: UpdateConstants) => ({
  inputs: {
    ...numbered('grad', adapt.length),
    scalars: 'f32',
    norms: 'vec2<f32>',
    ...controlInput(controlled),
  },
  outputs: {
    ...numbered('param', adapt.length),
    ...(packed ? { slots: 'f32' as const } : numbered('mu', adapt.length)),
  },
  uniforms: { ...memberUniforms(adapt.length), momentum: 'f32', eta: 'f32' },
  workgroupSize: [UPDATE_THREADS],
  declarations: workgroupSum(UPDATE_THREADS),
  main:
    applyControl(controlled) +
    forEachMember(adapt.length, (i) => {
      const mu = packed ? `slots[params.offset${i} + e]` : `mu${i}[e]`;
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

interface Update {
  readonly members: readonly GroupMember[];
  /** Per parameter, whether decay and the trust ratio apply. */
  readonly adapt: readonly boolean[];
  readonly scalars: TensorInfo;
  readonly control?: TensorInfo | undefined;
  /** Slots of all parameters in one tensor `[1, stride]`. */
  readonly packed?: TensorInfo;
  readonly attributes: Pick<LarsAllAttributes, 'momentum' | 'eta'>;
}

function update(
  backend: BackendView,
  { members, adapt, scalars, control, packed, attributes }: Update,
): void {
  const controlled = control !== undefined;
  const groups = packed
    ? groupMembers(backend, members, 2, controlled ? 4 : 3)
    : groupMembers(backend, members, 3, 2);
  let done = 0;
  for (const group of groups) {
    const { params, grads, slots } = memberTensors(group, SLOTS);
    const uniforms = memberValues(group, packed?.shape[1] ?? 0);
    const workgroups = memberWorkgroups(backend, group);
    const norms = allocate(backend, [countWorkgroups(group), 2]);
    runProgram(backend, normsProgram({ count: group.length, controlled }), {
      inputs: { ...params, ...grads, scalars, ...(control && { control }) },
      outputs: { norms },
      uniforms,
      workgroups,
    });
    const digits = adapt.slice(done, done + group.length).map((applies) => (applies ? '1' : '0'));
    runProgram(backend, updateProgram({ adapt: digits.join(''), packed: packed !== undefined, controlled }), {
      inputs: { ...grads, scalars, norms, ...(control && { control }) },
      outputs: { ...params, ...(packed ? { slots: packed } : slots) },
      uniforms: { ...uniforms, ...attributes },
      workgroups,
    });
    release(backend, norms);
    done += group.length;
  }
}

export function registerLars(): void {
  registerWebGpuKernel(lars.kernelName, (backend, inputs, attributes) => {
    const [param, mu] = [need(inputs, 'param'), need(inputs, 'mu')];
    const { row, adapt, momentum, eta } = attributes as unknown as {
      row: number;
      adapt: boolean;
    } & Update['attributes'];
    const member = { param, grad: need(inputs, 'grad'), slots: [mu], row, offset: 0 };
    update(backend, {
      members: [member],
      adapt: [adapt],
      scalars: need(inputs, 'scalars'),
      attributes: { momentum, eta },
    });
    return [param, mu].map((tensor) => share(backend, tensor));
  });

  registerWebGpuKernel(larsAll.kernelName, (backend, inputs, attributes) => {
    const { rows, offsets, adapt, momentum, eta } = attributes as unknown as LarsAllAttributes;
    const slots = need(inputs, 'slots');
    const members = packedMembers(inputs, rows, offsets);
    update(backend, {
      members,
      adapt: adapt.map((applies) => applies === 1),
      scalars: need(inputs, 'scalars'),
      control: inputs.control,
      packed: slots,
      attributes: { momentum, eta },
    });
    return [...members.map(({ param }) => param), slots].map((tensor) => share(backend, tensor));
  });
}
