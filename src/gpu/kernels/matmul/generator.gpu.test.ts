import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allocate, currentBackend } from '../../backendView';
import type { Computer } from '../../../compute/computer';
import { runProgram } from '../../dispatch';
import { defineProgram } from '../../program';
import { openSharedDevice } from '../../testing/sharedDevice';
import { addParts } from '../addParts';
import { randomTensor } from '../../../ops/comparing/randomTensor';
import { lanesOf, realOf } from '../flat';
import { columns, rows, type MatmulDefinition } from './definition';
import { matmulProgram } from './generator';
import { LARGE_SHARED, QUADS, REGISTERS, SMALL_SHARED, tileGrid, type Tiling } from './tiling';
import type { MatmulVariant } from './variant';

let open: Computer;
beforeAll(async () => {
  open = await openSharedDevice({ onError: (failure) => console.error(failure.info.message) });
});
afterAll(() => open.close());

const program = defineProgram<MatmulVariant & { width: 1 | 4; transposed: boolean }>(
  'product',
  (constants) => {
    const definition: MatmulDefinition = {
      inputs: { x: realOf(constants.width), w: realOf(constants.width) },
      outputs: ['y'],
      a: constants.transposed
        ? columns('x', 'params.m', constants.width)
        : rows('x', 'params.k', constants.width),
      b: constants.transposed
        ? columns('w', 'params.n', constants.width)
        : rows('w', 'params.k', constants.width),
    };
    return matmulProgram(definition, constants);
  },
);

/** Largest error of A Bᵀ in one tiling, its sum in `layers` parts. */
async function productError(
  tiling: Tiling,
  transposed: boolean,
  m: number,
  n: number,
  k: number,
  layers: number,
): Promise<number> {
  const backend = currentBackend();
  const x = randomTensor(transposed ? [k, m] : [m, k], 0);
  const w = randomTensor(transposed ? [k, n] : [n, k], 1);
  const y = allocate(backend, [m, n]);
  const split = layers > 1;
  const aligned = transposed ? m % 4 === 0 && n % 4 === 0 : k % 4 === 0;
  const part = Math.ceil(k / layers / 4) * 4;
  const tileK = tiling.strategy === 'shared' || k % 4 === 0 ? tiling.tileK : 1;
  const parts = allocate(backend, [layers, m, n]);
  runProgram(
    backend,
    program({ ...tiling, tileK, width: aligned ? 4 : 1, widthC: lanesOf(n), transposed, split }),
    {
      inputs: { x, w },
      outputs: split ? { parts } : { y },
      uniforms: { m, n, k, part },
      workgroups: [...tileGrid(tiling, m, n), layers],
    },
  );
  if (split) addParts(backend, parts, layers, [y]);
  const got = await tf.engine().makeTensorFromTensorInfo(y).data();
  const [a, b] = [await x.data(), await w.data()];
  let error = 0;
  for (let row = 0; row < m; row++)
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let i = 0; i < k; i++)
        sum += transposed ? a[i * m + row]! * b[i * n + column]! : a[row * k + i]! * b[column * k + i]!;
      error = Math.max(error, Math.abs(sum - got[row * n + column]!));
    }
  return error;
}

describe('a matrix product', () => {
  const tilings = {
    register: REGISTERS,
    'wide quad': QUADS[0]!,
    'narrow quad': QUADS[1]!,
    'large shared': LARGE_SHARED,
    'small shared': SMALL_SHARED,
  };
  // A software GPU compiles each shared tile for seconds; the ops that use them are compared too.
  const LEFT_OUT: Readonly<Record<string, boolean>> = { 'large shared': false, 'small shared': true };
  for (const [name, tiling] of Object.entries(tilings))
    for (const transposed of [false, true].filter((one) => one !== LEFT_OUT[name]))
      it(`${name} tiles${transposed ? ', transposed operands' : ''}, ragged sizes, whole and in parts`, async () => {
        expect(await productError(tiling, transposed, 1, 1, 1, 1)).toBeLessThan(1e-6);
        expect(await productError(tiling, transposed, 67, 33, 37, 1)).toBeLessThan(2e-5);
        expect(await productError(tiling, transposed, 130, 5, 101, 3)).toBeLessThan(4e-5);
        expect(await productError(tiling, transposed, 64, 132, 64, 4)).toBeLessThan(4e-5);
        expect(await productError(tiling, transposed, 20, 52, 36, 1)).toBeLessThan(2e-5);
      });
});
