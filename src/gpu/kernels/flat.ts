import type { TensorInfo } from '@tensorflow/tfjs-core';
import { spreadWorkgroups } from '../dispatch';
import type { BackendView } from '../backendView';
import type { ElementType } from '../program';

/** @file One thread per element: how such programs are numbered, and in which width they read. */

/** Threads of a workgroup whose threads do not talk to each other. */
export const FLAT_THREADS = 64;

/** WGSL: the number of this thread, as `i`; programs return where it is beyond their count. */
export const FLAT_INDEX = `let i = (workgroup.x + workgroup.y * workgroups.x) * ${FLAT_THREADS}u + localIndex;`;

/** Workgroups for `count` threads of a program that uses `FLAT_INDEX`. */
export function flatWorkgroups(backend: BackendView, count: number): readonly [number, number] {
  return spreadWorkgroups(backend, Math.ceil(count / FLAT_THREADS));
}

/** Values that one access moves: four where rows of this length allow it. */
export function lanesOf(rowLength: number): 1 | 4 {
  return rowLength % 4 === 0 ? 4 : 1;
}

/** The buffer element of so many lanes. */
export function elementOf(lanes: 1 | 4): ElementType {
  return lanes === 4 ? 'vec4<f32>' : 'f32';
}

/** The same for a buffer that may hold halves: WGSL reads and writes it by `read_NAME` and `write_NAME`. */
export function realOf(lanes: 1 | 4): 'real' | 'real4' {
  return lanes === 4 ? 'real4' : 'real';
}

/** A tensor's shape as three numbers. @throws when it has another rank. */
export function shape3(tensor: TensorInfo): [number, number, number] {
  const [a, b, c] = tensor.shape;
  if (tensor.shape.length !== 3 || a === undefined || b === undefined || c === undefined)
    throw new Error(`A tensor of rank 3 is needed, not of shape [${tensor.shape.join(', ')}].`);
  return [a, b, c];
}

/** A tensor's shape as two numbers. @throws when it has another rank. */
export function shape2(tensor: TensorInfo): [number, number] {
  const [a, b] = tensor.shape;
  if (tensor.shape.length !== 2 || a === undefined || b === undefined)
    throw new Error(`A tensor of rank 2 is needed, not of shape [${tensor.shape.join(', ')}].`);
  return [a, b];
}

const bits = new DataView(new ArrayBuffer(4));

/** The bits of a float32, for tables of integers that hold some. */
export function floatBits(value: number): number {
  bits.setFloat32(0, value);
  return bits.getUint32(0);
}
