import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../../backendView';
import { runProgram } from '../../dispatch';
import { defineProgram, type Constants } from '../../program';
import type { UniformValues } from '../../uniformBuffers';
import { addParts } from '../addParts';
import { lanesOf } from '../flat';
import { isHalf } from '../../halfTensors';
import { chooseTiling } from '../../tilings/chooseTiling';
import { PRODUCTS } from '../../tilings/products';
import { isPlain, isSplittable, type MatmulDefinition } from './definition';
import { matmulProgram } from './generator';
import { tileGrid } from './tiling';
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

/** Makes a product out of its definition, tiled for the device it runs on; long sums for a small C are split. */
export function defineMatmul<C extends Constants>(
  name: string,
  define: (constants: C) => MatmulDefinition,
): Matmul<C> {
  const program = defineProgram<C & MatmulVariant>(name, (constants) =>
    matmulProgram(define(constants), constants),
  );
  return (backend, constants, { m, n, k, inputs, outputs, uniforms }) => {
    const definition = define(constants);
    const { part, ...tiling } = chooseTiling(backend, PRODUCTS, {
      ...{ program: name, m, n, k, isHalf: Object.values(inputs).some(isHalf) },
      ...{ isPlain: isPlain(definition), isSplittable: isSplittable(definition) },
    });
    const layers = Math.ceil(k / part);
    const parts = layers > 1 ? allocate(backend, [layers, m, n]) : undefined;
    const [x, y] = tileGrid(tiling, m, n);
    const widthC = definition.place === undefined ? lanesOf(n) : 1;
    runProgram(backend, program({ ...constants, ...tiling, widthC, split: parts !== undefined }), {
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
