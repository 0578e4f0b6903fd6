import type { TensorInfo } from '@tensorflow/tfjs-core';
import { share, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { adamw } from '../ops/adamw';
import { adamwAll, type AdamWAllAttributes } from '../ops/adamwAll';
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

const adamwProgram = defineProgram('adamw', ({ count, packed }: { count: number; packed: boolean }) => ({
  inputs: { ...numbered('grad', count), scalars: 'f32' },
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
  main: forEachMember(count, (i) => {
    const m = packed ? `slots[params.offset${i} + e]` : `m${i}[e]`;
    const v = packed ? `slots[params.stride + params.offset${i} + e]` : `v${i}[e]`;
    return `
    let row = params.row${i} * 4u;
    let learningRate = scalars[row];
    let stepSize = learningRate / scalars[row + 1u];
    let correction = sqrt(scalars[row + 2u]);
    let kept = 1.0 - learningRate * scalars[row + 3u];
    ${forEachElement(`
      let g = grad${i}[e];
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
  /** Slots of all parameters in one tensor `[2, stride]`. */
  readonly packed?: { readonly slots: TensorInfo; readonly stride: number };
  readonly attributes: Pick<AdamWAllAttributes, 'beta1' | 'beta2' | 'epsilon'>;
}

function update(backend: BackendView, { members, scalars, packed, attributes }: Update): void {
  const { beta1, beta2, epsilon } = attributes;
  const groups = packed ? groupMembers(backend, members, 2, 2) : groupMembers(backend, members, 4, 1);
  for (const group of groups) {
    const { params, grads, slots } = memberTensors(group, SLOTS);
    runProgram(backend, adamwProgram({ count: group.length, packed: packed !== undefined }), {
      inputs: { ...grads, scalars },
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
    update(backend, { members, scalars: need(inputs, 'scalars'), packed, attributes: rates });
    return [...members.map(({ param }) => param), slots].map((tensor) => share(backend, tensor));
  });
}
