import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { spreadWorkgroups } from '../dispatch';
import type { BackendView } from '../backendView';
import { numbered } from '../numbered';
import type { ElementType, ScalarType } from '../program';
import type { UniformValues } from '../uniformBuffers';

/**
 * @file Several parameters in one dispatch. A step has some hundred parameters, most of them tiny: what their update
 * costs is the number of dispatches, and what bounds that is the number of buffers that a program may bind.
 */

/** Threads of a workgroup, and elements that it updates. */
export const UPDATE_THREADS = 256;
const UPDATE_SHARE = 4096;

/** One parameter of a group: its tensors, its row of `scalars`, and where its values begin in a row of the slots. */
export interface GroupMember {
  readonly param: TensorInfo;
  readonly grad: TensorInfo;
  readonly row: number;
  readonly offset: number;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Declarations of numbered tensors, such as `grad0`, `grad1`. */
export function numberedFloats(name: string, count: number): Record<string, ElementType> {
  return numbered(name, Array<ElementType>(count).fill('f32'));
}

/** Uniforms that `forEachMember` and `slotIndex` use. */
export function memberUniforms(count: number): Record<string, ScalarType> {
  return Object.fromEntries([
    ['stride', 'u32'],
    ...numbers(count).flatMap((i) => ['end', 'size', 'row', 'offset'].map((name) => [`${name}${i}`, 'u32'])),
  ]) as Record<string, ScalarType>;
}

/** Values of `memberUniforms`; `stride` is the length of a row of the slots. */
export function memberValues(members: readonly GroupMember[], stride: number): UniformValues {
  const values: Record<string, number> = { stride };
  let end = 0;
  members.forEach(({ param, row, offset }, i) => {
    const size = util.sizeFromShape(param.shape);
    end += Math.ceil(size / UPDATE_SHARE);
    Object.assign(values, { [`end${i}`]: end, [`size${i}`]: size, [`row${i}`]: row, [`offset${i}`]: offset });
  });
  return values;
}

/** Workgroups of a group: each belongs to one parameter. */
export function countWorkgroups(members: readonly GroupMember[]): number {
  return members.reduce(
    (sum, { param }) => sum + Math.ceil(util.sizeFromShape(param.shape) / UPDATE_SHARE),
    0,
  );
}

/** Elements of a group's parameters. */
export function countElements(members: readonly GroupMember[]): number {
  return members.reduce((sum, { param }) => sum + util.sizeFromShape(param.shape), 0);
}

/** An update changes parameters and their part of each row of `slots` in place; see `ProgramRun.moves`. */
export function updateMoves(members: readonly GroupMember[], slots: TensorInfo): Record<string, number> {
  const part = countElements(members) / slots.shape[1]!;
  return { ...Object.fromEntries(numbers(members.length).map((i) => [`param${i}`, 2])), slots: 2 * part };
}

export function memberWorkgroups(
  backend: BackendView,
  members: readonly GroupMember[],
): readonly [number, number] {
  return spreadWorkgroups(backend, countWorkgroups(members));
}

/**
 * WGSL: `body(i)` in the workgroups of parameter i, where `number` is the workgroup's, `begin` the first one's of this
 * parameter, and `first` and `last` bound the elements that are this workgroup's.
 */
export function forEachMember(count: number, body: (i: number) => string): string {
  const branches = numbers(count).map(
    (i) => `if (number < params.end${i}) {
    let begin = ${i === 0 ? '0u' : `params.end${i - 1}`};
    let first = (number - begin) * ${UPDATE_SHARE}u;
    let last = min(first + ${UPDATE_SHARE}u, params.size${i});
    ${body(i)}
  }`,
  );
  return `
  let number = workgroup.x + workgroup.y * workgroups.x;
  ${branches.join(' else ')}`;
}

/** WGSL: `body` for each of this thread's elements `e` of the workgroup. */
export function forEachElement(body: string): string {
  return `for (var e = first + localIndex; e < last; e += ${UPDATE_THREADS}u) {
      ${body}
    }`;
}

/** The tensors of a group under their numbered names. */
export function memberTensors(members: readonly GroupMember[]): {
  params: Record<string, TensorInfo>;
  grads: Record<string, TensorInfo>;
} {
  return {
    params: numbered(
      'param',
      members.map(({ param }) => param),
    ),
    grads: numbered(
      'grad',
      members.map(({ grad }) => grad),
    ),
  };
}

/** Parameters in groups as large as the device's limit on buffers allows, when each binds `buffers` and all `shared`. */
export function groupMembers(
  backend: BackendView,
  members: readonly GroupMember[],
  buffers: number,
  shared: number,
): GroupMember[][] {
  const size = Math.floor((backend.device.limits.maxStorageBuffersPerShaderStage - shared) / buffers);
  const groups: GroupMember[][] = [];
  for (let i = 0; i < members.length; i += size) groups.push(members.slice(i, i + size));
  return groups;
}
