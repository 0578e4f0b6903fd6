import { util } from '@tensorflow/tfjs-core';
import { allocate, release } from '../backendView';
import { call, callOn } from '../program';
import { replaceKernel } from './replace';

const FLOAT = 4;

/** Products of matrices `[..., rows, columns]`, transposed or not, of equally many or with one for all. */
export function replaceMatMul(): void {
  replaceKernel('BatchMatMul', (backend, inputs, attributes) => {
    const { a, b } = inputs as Record<'a' | 'b', (typeof inputs)[string]>;
    const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
    const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
    const [countA, countB] = [util.sizeFromShape(outerA), util.sizeFromShape(outerB)];
    if (countA !== countB && countA !== 1 && countB !== 1) return undefined;
    const count = Math.max(countA, countB);
    const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
    const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
    const [m, depth] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
    const n = transposeB ? bRows : bColumns;
    const c = allocate(backend, [...(countA >= countB ? outerA : outerB), m, n]);
    let rows = b;
    if (transposeB) {
      rows = allocate(backend, [countB, depth, n]);
      call(backend, 'transposeEach', b, rows, countB, n, depth);
    }
    const [aRow, aColumn] = transposeA ? [FLOAT, m * FLOAT] : [depth * FLOAT, FLOAT];
    // Threads share the rows of one product, or several products.
    if (count === 1)
      callOn(backend, 'matmul', m, ...[a, aRow, aColumn], ...[rows, n * FLOAT], ...[c, 0, n, depth]);
    else
      callOn(
        backend,
        'batchMatmul',
        count,
        ...[a, countA === 1 ? 0 : m * depth * FLOAT, aRow, aColumn],
        ...[rows, countB === 1 ? 0 : depth * n * FLOAT, n * FLOAT],
        ...[c, m, n, depth],
      );
    if (rows !== b) release(backend, rows);
    return c;
  });
}
