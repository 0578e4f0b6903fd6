import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../../backendView';
import { runProgram } from '../../dispatch';
import { defineProgram, type Constants } from '../../program';
import type { UniformValues } from '../../uniformBuffers';
import { addParts } from '../addParts';
import { isSplittable, type MatmulDefinition } from './definition';
import { matmulProgram } from './generator';
import { chooseTiling, tileGrid, type Tiling } from './tiling';

/** A product's tensors and extents: C is `m × n`, the sum runs over `k`. */
export interface MatmulRun {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  readonly outputs: Readonly<Record<string, TensorInfo>>;
  readonly uniforms?: UniformValues;
}

/** A kind of product: runs with its constants on tensors of any size. */
export type Matmul<C extends Constants> = (backend: BackendView, constants: C, run: MatmulRun) => void;

/** Makes a product out of its definition, tiled for the device it runs on; long sums for a small C are split. */
export function defineMatmul<C extends Constants>(
  name: string,
  define: (constants: C) => MatmulDefinition,
): Matmul<C> {
  const program = defineProgram<C & Tiling & { split: boolean }>(name, (constants) =>
    matmulProgram(define(constants), constants, constants.split),
  );
  return (backend, constants, { m, n, k, inputs, outputs, uniforms }) => {
    const splittable = isSplittable(define(constants));
    const { tiling, splits } = chooseTiling(backend, m, n, k, splittable);
    const part = Math.ceil(k / splits);
    const layers = Math.ceil(k / part);
    const parts = layers > 1 ? allocate(backend, [layers, m, n]) : undefined;
    const [x, y] = tileGrid(tiling, m, n);
    runProgram(backend, program({ ...constants, ...tiling, split: parts !== undefined }), {
      inputs,
      outputs: parts === undefined ? outputs : { parts },
      uniforms: { ...uniforms, m, n, k, part },
      workgroups: [x, y, layers],
    });
    if (parts === undefined) return;
    const [sum] = Object.values(outputs);
    if (sum === undefined) throw new Error(`${name}: a split product has one output.`);
    addParts(backend, parts, layers, [sum]);
    release(backend, parts);
  };
}
