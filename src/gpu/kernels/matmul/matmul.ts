import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../../backendView';
import { runProgram } from '../../dispatch';
import { defineProgram, type Constants } from '../../program';
import type { UniformValues } from '../../uniformBuffers';
import { addParts } from '../addParts';
import { lanesOf } from '../flat';
import type { MatmulDefinition } from './definition';
import { matmulProgram } from './generator';
import { chooseTiling, tileGrid } from './tiling';
import type { MatmulVariant } from './variant';

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

/**
 * Makes a product out of its definition, tiled for the device it runs on; long sums for a small C are split: each layer
 * of workgroups sums a part of k into outputs of its own, which are then added up.
 */
export function defineMatmul<C extends Constants>(
  name: string,
  define: (constants: C) => MatmulDefinition,
): Matmul<C> {
  const program = defineProgram<C & MatmulVariant>(name, (constants) =>
    matmulProgram(define(constants), constants),
  );
  return (backend, constants, { m, n, k, inputs, outputs, uniforms }) => {
    const definition = define(constants);
    const { tiling, part } = chooseTiling(backend, definition, { m, n, k });
    const layers = Math.ceil(k / part);
    const sums = Object.entries(outputs);
    const parts = layers > 1 ? sums.map(([, { shape }]) => allocate(backend, [layers, ...shape])) : undefined;
    const [x, y] = tileGrid(tiling, m, n);
    const widthC = definition.place === undefined ? lanesOf(n) : 1;
    runProgram(backend, program({ ...constants, ...tiling, widthC }), {
      inputs,
      outputs: parts === undefined ? outputs : Object.fromEntries(sums.map(([sum], i) => [sum, parts[i]!])),
      uniforms: { ...uniforms, m, n, k, part },
      operations: 2 * m * n * k,
      workgroups: [x, y, layers],
    });
    if (parts === undefined) return;
    addParts(
      backend,
      layers,
      parts,
      sums.map(([, sum]) => sum),
    );
    release(backend, ...parts);
  };
}
