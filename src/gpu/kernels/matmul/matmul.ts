import type { TensorInfo } from '@tensorflow/tfjs-core';
import { release, type BackendView } from '../../backendView';
import { runProgram } from '../../dispatch';
import { narrowInto } from '../../halfConversion';
import { addUp, allocateSum, leaveInParts } from '../../partSums';
import { defineProgram, type Constants } from '../../program';
import type { UniformValues } from '../../uniformBuffers';
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
  /** Floating-point operations, where they are not those of the whole product alone. */
  readonly operations?: number;
}

/** Floating-point operations of a product. */
export function productOperations({ m, n, k }: Pick<MatmulRun, 'm' | 'n' | 'k'>): number {
  return 2 * m * n * k;
}

/** A kind of product: runs with its constants on tensors of any size. */
export type Matmul<C extends Constants> = (backend: BackendView, constants: C, run: MatmulRun) => void;

/**
 * Makes a product out of its definition, tiled for the device it runs on; long sums for a small C are split: each layer
 * of workgroups sums a part of k into its own layer of the outputs (`partSums.ts`).
 */
export function defineMatmul<C extends Constants>(
  name: string,
  define: (constants: C) => MatmulDefinition,
): Matmul<C> {
  const program = defineProgram<C & MatmulVariant>(name, (constants) =>
    matmulProgram(define(constants), constants),
  );
  return (backend, constants, product) => {
    const { m, n, k, inputs, outputs, uniforms, operations = productOperations(product) } = product;
    const definition = define(constants);
    const { part, ...tiling } = chooseTiling(backend, PRODUCTS, {
      ...{ program: name, m, n, k, isHalf: Object.values(inputs).some(isHalf) },
      ...{ isPlain: isPlain(definition), isSplittable: isSplittable(definition) },
    });
    const layers = Math.ceil(k / part);
    const [x, y] = tileGrid(tiling, m, n);
    const widthC = definition.place === undefined ? lanesOf(n) : 1;
    const run = (sums: MatmulRun['outputs']): void =>
      runProgram(backend, program({ ...constants, ...tiling, widthC }), {
        inputs,
        outputs: sums,
        uniforms: { ...uniforms, m, n, k, part },
        workgroups: [x, y, layers],
        operations,
      });
    inLayers(backend, layers, outputs, run);
  };
}

/** Has `run` write the outputs, in layers where there are several; those in halves are added up at once then, and rounded. */
function inLayers(
  backend: BackendView,
  layers: number,
  outputs: MatmulRun['outputs'],
  run: (sums: MatmulRun['outputs']) => void,
): void {
  const sums = Object.fromEntries(
    Object.entries(outputs).map(([name, output]) => {
      if (isHalf(output) && layers > 1) return [name, allocateSum(backend, output.shape, layers)];
      leaveInParts(backend, output, layers);
      return [name, output];
    }),
  );
  run(sums);
  for (const [name, output] of Object.entries(outputs)) {
    const sum = sums[name]!;
    if (sum === output) continue;
    addUp(backend, [sum]);
    narrowInto(backend, sum, output);
    release(backend, sum);
  }
}
