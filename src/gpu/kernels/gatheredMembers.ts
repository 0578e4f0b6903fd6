import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { homeOf, type BackendView } from '../backendView';
import { layersOf } from '../sumLayers';
import type { GroupMember } from './parameterGroup';

/**
 * @file The parameters of a dispatch by the buffers in which they and their gradients lie. What bounds a dispatch is the
 * number of buffers: parameters that share theirs (`Computer.moveTogether`, `parameterGradients.ts`) fit into one.
 */

/** A parameter's tensor or its gradient in one of the buffers. */
interface Place {
  readonly buffer: number;
  /** In values. */
  readonly at: number;
}

interface GatheredMember extends GroupMember {
  readonly layers: number;
  readonly paramPlace: Place;
  readonly gradPlace: Place;
}

/** The parameters of one dispatch. */
export interface Gathering {
  readonly members: readonly GatheredMember[];
  /** Tensors whose buffers are bound. */
  readonly params: readonly TensorInfo[];
  readonly grads: readonly TensorInfo[];
  readonly elements: number;
  /** See `ProgramRun`: parameters, `param0`, …, are changed in place, gradients, `grad0`, …, read with all their parts. */
  readonly moves: Record<string, number>;
  readonly partMoves: Record<string, number>;
}

/** The table is a uniform, of 64 KiB at the most. */
const MOST_MEMBERS = 1024;

/** Parameters in groups as large as the device's limit on buffers allows, beside `shared` others. */
export function gatherMembers(
  backend: BackendView,
  members: readonly GroupMember[],
  shared: number,
): Gathering[] {
  const most = backend.device.limits.maxStorageBuffersPerShaderStage - shared;
  const groups: GroupMember[][] = [];
  let bound = new Set<object>();
  for (const member of members) {
    const own = [homeOf(member.param).home.dataId, homeOf(member.grad).home.dataId];
    const group = groups.at(-1);
    const together = new Set([...bound, ...own]);
    if (group !== undefined && together.size <= most && group.length < MOST_MEMBERS) {
      group.push(member);
      bound = together;
    } else {
      groups.push([member]);
      bound = new Set(own);
    }
  }
  return groups.map(gathering);
}

function gathering(group: readonly GroupMember[]): Gathering {
  const params = new Buffers();
  const grads = new Buffers();
  const members = group.map((member) => ({
    ...member,
    layers: layersOf(member.grad),
    paramPlace: params.place(member.param),
    gradPlace: grads.place(member.grad),
  }));
  return {
    members,
    params: params.homes,
    grads: grads.homes,
    elements: members.reduce((sum, { param }) => sum + util.sizeFromShape(param.shape), 0),
    ...trafficOf(members, params.homes, grads.homes),
  };
}

/** Distinct buffers in the order in which they are met. */
class Buffers {
  readonly homes: TensorInfo[] = [];

  place(tensor: TensorInfo): Place {
    const { home, at } = homeOf(tensor);
    const known = this.homes.findIndex(({ dataId }) => dataId === home.dataId);
    if (known >= 0) return { buffer: known, at };
    this.homes.push(home);
    return { buffer: this.homes.length - 1, at };
  }
}

function trafficOf(
  members: readonly GatheredMember[],
  params: readonly TensorInfo[],
  grads: readonly TensorInfo[],
): Pick<Gathering, 'moves' | 'partMoves'> {
  const moves: Record<string, number> = {};
  const partMoves: Record<string, number> = {};
  const add = (to: Record<string, number>, name: string, values: number, home: TensorInfo): void => {
    to[name] = (to[name] ?? 0) + values / util.sizeFromShape(home.shape);
  };
  for (const { param, layers, paramPlace, gradPlace } of members) {
    const size = util.sizeFromShape(param.shape);
    add(moves, `param${paramPlace.buffer}`, 2 * size, params[paramPlace.buffer]!);
    add(moves, `grad${gradPlace.buffer}`, layers * size, grads[gradPlace.buffer]!);
    add(partMoves, `grad${gradPlace.buffer}`, (layers - 1) * size, grads[gradPlace.buffer]!);
  }
  return { moves, partMoves };
}

export const VECTORS_PER_MEMBER = 3;

/** The uniform table that `findMember` reads, and how many workgroups there are when each takes `share` elements of a parameter. */
export function memberTable(
  { members }: Gathering,
  share: number,
): { readonly table: readonly number[]; readonly workgroups: number } {
  let workgroups = 0;
  const table = members.flatMap(({ param, row, offset, layers, paramPlace, gradPlace }) => {
    const size = util.sizeFromShape(param.shape);
    const begin = workgroups;
    workgroups += Math.ceil(size / share);
    return [
      ...[begin, size, row, offset],
      ...[paramPlace.buffer, paramPlace.at, gradPlace.buffer, gradPlace.at],
      ...[layers, 0, 0, 0],
    ];
  });
  return { table, workgroups };
}

/** WGSL: `number`, the workgroup's, and `member`, the parameter that it belongs to, of `count` in the uniform `members`. */
export function findMember(count: number): string {
  return `
  let number = workgroup.x + workgroup.y * workgroups.x;
  var low = 0u;
  var high = ${count}u;
  while (high - low > 1u) {
    let middle = (low + high) / 2u;
    if (params.members[${VECTORS_PER_MEMBER}u * middle].x <= number) { low = middle; } else { high = middle; }
  }
  let own = params.members[${VECTORS_PER_MEMBER}u * low];
  let places = params.members[${VECTORS_PER_MEMBER}u * low + 1u];
  let member = Member(own.x, own.y, own.z, own.w, places.x, places.y, places.z, places.w, params.members[${VECTORS_PER_MEMBER}u * low + 2u].x);`;
}

/** WGSL: declares what `findMember` finds. */
export const MEMBER = `struct Member {
  begin: u32, size: u32, row: u32, offset: u32,
  paramBuffer: u32, paramAt: u32, gradBuffer: u32, gradAt: u32, layers: u32,
}`;

/** WGSL: `body(i)` for the buffer whose number is `number`, of `count`. */
export function whicheverBuffer(number: string, count: number, body: (i: number) => string): string {
  const bodies = Array.from({ length: count }, (_, i) => body(i));
  if (count === 1) return bodies[0]!;
  return `switch ${number} {
    ${bodies.map((own, i) => `case ${i === count - 1 ? 'default' : `${i}u`}: { ${own} }`).join('\n    ')}
    }`;
}
