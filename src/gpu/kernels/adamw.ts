import type { TensorInfo } from '@tensorflow/tfjs-core';
import { share, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { adamw } from '../../ops/adamw';
import { adamwAll, type AdamWAllAttributes } from '../../ops/adamwAll';
import { applyControl, controlInput, unscaled } from './lossControl';
import { packedMembers } from './packedMembers';
import {
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

/** @file AdamW, in the parameters' own buffers. */

const SLOTS = ['m', 'v'] as const;

type Constants = { count: number; packed: boolean; controlled: boolean };

const adamwProgram = defineProgram('adamw', ({ count, packed, controlled }: Constants) => ({
  inputs: { ...numbered('grad', count), scalars: 'f32', ...controlInput(controlled) },
  outputs: {
    ...numbered('param', count),
    ...(packed ? { slots: 'f32' } : { ...numbered('m', count), ...numbered('v', count) }),
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
      const m = packed ? `slots[params.offset${i} + e]` : `m${i}[e]`;
      const v = packed ? `slots[params.stride + params.offset${i} + e]` : `v${i}[e]`;
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

interface Update {
  readonly members: readonly GroupMember[];
  readonly scalars: TensorInfo;
  readonly control?: TensorInfo | undefined;
  /** Slots of all parameters in one tensor `[2, stride]`. */
  readonly packed?: { readonly slots: TensorInfo; readonly stride: number };
  readonly attributes: Pick<AdamWAllAttributes, 'beta1' | 'beta2' | 'epsilon'>;
}

function update(backend: BackendView, { members, scalars, control, packed, attributes }: Update): void {
  const { beta1, beta2, epsilon } = attributes;
  const groups = packed
    ? groupMembers(backend, members, 2, control === undefined ? 2 : 3)
    : groupMembers(backend, members, 4, 1);
  for (const group of groups) {
    const { params, grads, slots } = memberTensors(group, SLOTS);
    const constants = {
      count: group.length,
      packed: packed !== undefined,
      controlled: control !== undefined,
    };
    runProgram(backend, adamwProgram(constants), {
      inputs: { ...grads, scalars, ...(control && { control }) },
      outputs: { ...params, ...(packed ? { slots: packed.slots } : slots) },
      uniforms: {
        ...memberValues(group, packed?.stride ?? 0),
        beta1,
        beta2,
        rest1: 1 - beta1,
        rest2: 1 - beta2,
        epsilon,
      },
      workgroups: memberWorkgroups(backend, group),
    });
  }
}

export function registerAdamW(): void {
  registerWebGpuKernel(adamw.kernelName, (backend, inputs, attributes) => {
    const [param, m, v] = [need(inputs, 'param'), need(inputs, 'm'), need(inputs, 'v')];
    const { row, ...rates } = attributes as unknown as { row: number } & Update['attributes'];
    const member = { param, grad: need(inputs, 'grad'), slots: [m, v], row, offset: 0 };
    update(backend, { members: [member], scalars: need(inputs, 'scalars'), attributes: rates });
    return [param, m, v].map((tensor) => share(backend, tensor));
  });

  registerWebGpuKernel(adamwAll.kernelName, (backend, inputs, attributes) => {
    const { rows, offsets, ...rates } = attributes as unknown as AdamWAllAttributes;
    const slots = need(inputs, 'slots');
    const members = packedMembers(inputs, rows, offsets);
    const packed = { slots, stride: slots.shape[1]! };
    const { control } = inputs;
    update(backend, { members, scalars: need(inputs, 'scalars'), control, packed, attributes: rates });
    return [...members.map(({ param }) => param), slots].map((tensor) => share(backend, tensor));
  });
}
