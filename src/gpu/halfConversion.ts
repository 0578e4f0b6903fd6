import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, type BackendView } from './backendView';
import { issueProgram, spreadWorkgroups } from './issue';
import { defineProgram } from './program';

/** @file Float32 copies of tensors that hold halves, and back. */

const THREADS = 64;

const copyProgram = defineProgram('convert', () => ({
  inputs: { x: 'real4' },
  outputs: { y: 'real4' },
  uniforms: { size: 'u32' },
  workgroupSize: [THREADS],
  main: `
  let i = (workgroup.x + workgroup.y * workgroups.x) * ${THREADS}u + localIndex;
  if (i < params.size) { write_y(i, read_x(i)); }`,
}));

/** Whether programs on this device read halves as `f16`. */
export function readsHalvesNatively({ device }: BackendView): boolean {
  return device.features.has('shader-f16');
}

/** A new float32 tensor with the values of one that holds halves. */
export function widen(backend: BackendView, half: TensorInfo): TensorInfo {
  const wide = allocate(backend, half.shape);
  widenInto(backend, half, wide);
  return wide;
}

/** Writes the values of a tensor of halves into a float32 one of its size. */
export function widenInto(backend: BackendView, half: TensorInfo, wide: TensorInfo): void {
  convert(backend, half, wide, 'x');
}

/** Writes float32 values into a tensor of halves of their number, each rounded to the nearest half. */
export function narrowInto(backend: BackendView, wide: TensorInfo, half: TensorInfo): void {
  convert(backend, wide, half, 'y');
}

function convert(backend: BackendView, x: TensorInfo, y: TensorInfo, half: 'x' | 'y'): void {
  const size = util.sizeFromShape(y.shape) / 4;
  issueProgram(backend, copyProgram({}).withHalves([half], readsHalvesNatively(backend)), {
    inputs: { x },
    outputs: { y },
    uniforms: { size },
    workgroups: spreadWorkgroups(backend, Math.ceil(size / THREADS)),
  });
}
