import * as tf from '@tensorflow/tfjs-core';
import { randomTensor } from '../../../../ops/comparing/randomTensor';
import { currentBackend } from '../../../backendView';
import { runProgram } from '../../../dispatch';
import { allocateSum } from '../../../partSums';
import { defineProgram } from '../../../program';
import { lanesOf, realOf } from '../../flat';
import { columns, rows, type MatmulDefinition } from '../definition';
import { matmulProgram } from '../generator';
import { tileGrid, type Tiling } from '../tiling';
import type { MatmulVariant } from '../variant';

const program = defineProgram<MatmulVariant & { width: 1 | 4; transposed: boolean }>(
  'product',
  (constants) => {
    const definition: MatmulDefinition = {
      inputs: { x: realOf(constants.width), w: realOf(constants.width) },
      outputs: ['y'],
      rowSums: 'sums',
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

/** Largest error of A Bᵀ, and of the sums of A's rows, in one tiling, with sums in `layers` parts. */
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
  const y = allocateSum(backend, [m, n], layers);
  const sums = allocateSum(backend, [m], layers);
  const aligned = transposed ? m % 4 === 0 && n % 4 === 0 : k % 4 === 0;
  const part = Math.ceil(k / layers / 4) * 4;
  const tileK = tiling.strategy === 'shared' || k % 4 === 0 ? tiling.tileK : 1;
  runProgram(backend, program({ ...tiling, tileK, width: aligned ? 4 : 1, widthC: lanesOf(n), transposed }), {
    inputs: { x, w },
    outputs: { y, sums },
    uniforms: { m, n, k, part },
    workgroups: [...tileGrid(tiling, m, n), layers],
  });
  const got = await tf.engine().makeTensorFromTensorInfo(y).data();
  const gotSums = await tf.engine().makeTensorFromTensorInfo(sums).data();
  const [a, b] = [await x.data(), await w.data()];
  let error = 0;
  for (let row = 0; row < m; row++) {
    let rowSum = 0;
    for (let i = 0; i < k; i++) rowSum += transposed ? a[i * m + row]! : a[row * k + i]!;
    error = Math.max(error, Math.abs(rowSum - gotSums[row]!));
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let i = 0; i < k; i++)
        sum += transposed ? a[i * m + row]! * b[i * n + column]! : a[row * k + i]! * b[column * k + i]!;
      error = Math.max(error, Math.abs(sum - got[row * n + column]!));
    }
  }
  return error;
}

/** Test support: the errors of a tiling at ragged sizes, whole and in parts, and the largest that each may have. */
export async function raggedErrors(
  tiling: Tiling,
  transposed: boolean,
): Promise<readonly { readonly error: number; readonly most: number }[]> {
  const checked = [];
  for (const [m, n, k, layers, most] of RAGGED)
    checked.push({ error: await productError(tiling, transposed, m, n, k, layers), most });
  return checked;
}

/** Extents, parts of the sum, and the largest error that rounding explains. */
const RAGGED = [
  [1, 1, 1, 1, 1e-6],
  [67, 33, 37, 1, 2e-5],
  [130, 5, 101, 3, 4e-5],
  [64, 132, 64, 4, 4e-5],
  [20, 52, 36, 1, 2e-5],
] as const;
