import * as tf from '@tensorflow/tfjs-core';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

export interface PrincipalScores {
  /** `[rows, count]`, of mean 0; zeros beyond the rank. */
  readonly scores: Float32Array;
  /** Shares of the variance along each axis, the largest first. */
  readonly shares: readonly number[];
}

/**
 * Places of rows `[N, C]` along their first principal components. Products are taken on the device; the decomposition, of
 * the smaller of N and C, is not.
 */
export async function principalScores(rows: tf.Tensor2D, count: number): Promise<PrincipalScores> {
  const [rowCount, columns] = rows.shape;
  const isWide = columns > rowCount;
  const [centred, product] = tf.tidy<[tf.Tensor2D, tf.Tensor2D]>(() => {
    const without = tf.sub<tf.Tensor2D>(rows, tf.mean(rows, 0, true));
    return [without, tf.matMul<tf.Tensor2D>(without, without, !isWide, isWide)];
  });
  try {
    const side = Math.min(rowCount, columns);
    const matrix = Matrix.from1DArray(side, side, [...(await product.data<'float32'>())]);
    // A product that overflowed has no eigenvectors.
    if (!Number.isFinite(matrix.norm())) return nothing(rowCount, count);
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
      assumeSymmetric: true,
    });
    const total = realEigenvalues.reduce((sum, value) => sum + Math.max(0, value), 0);
    if (total === 0) return nothing(rowCount, count);
    const shares: number[] = [];
    const axes = new Float32Array(side * count);
    for (let axis = 0; axis < count; axis++) {
      // Ascending.
      const place = side - 1 - axis;
      const value = Math.max(0, realEigenvalues[place] ?? 0);
      shares.push(value / total);
      if (value === 0) continue;
      const length = isWide ? Math.sqrt(value) : 1;
      for (let row = 0; row < side; row++)
        axes[row * count + axis] = length * eigenvectorMatrix.get(row, place);
    }
    if (isWide) return { scores: axes, shares };
    const scores = tf.tidy(() => tf.matMul(centred, tf.tensor2d(axes, [side, count])));
    try {
      return { scores: await scores.data<'float32'>(), shares };
    } finally {
      scores.dispose();
    }
  } finally {
    tf.dispose([centred, product]);
  }
}

function nothing(rows: number, count: number): PrincipalScores {
  return { scores: new Float32Array(rows * count), shares: Array.from({ length: count }, () => 0) };
}
