import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Rows `[count, width]`, one after the other. */
export interface Table {
  readonly rows: Float32Array;
  readonly count: number;
  readonly width: number;
}

export interface PrincipalAxes {
  /** Squared singular values, the largest first; as many as the smaller of count and width. */
  readonly squares: Float64Array;
  /** `[count, kept]` places of the rows along the first axes; zeros beyond the rank. */
  readonly scores: (kept: number) => Float32Array;
}

/**
 * The principal axes of a table, around its mean or around zero. Products are taken in 64-bit numbers: rounding would
 * look like dimensions that are in use.
 */
export function principalAxes(table: Table, { centred }: { readonly centred: boolean }): PrincipalAxes {
  const { count, width } = table;
  const matrix = Matrix.from1DArray(count, width, table.rows);
  if (centred && count > 0) matrix.center('column');
  const isWide = width > count;
  const transposed = matrix.transpose();
  const product = isWide ? matrix.mmul(transposed) : transposed.mmul(matrix);
  const side = Math.min(count, width);
  const isFinite = Number.isFinite(product.norm());
  if (!isFinite || side === 0)
    return { squares: new Float64Array(side), scores: (kept) => new Float32Array(count * kept) };
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(product, {
    assumeSymmetric: true,
  });
  // They come ascending, and rounding may leave the last below zero.
  const squares = Float64Array.from(realEigenvalues, (value) => Math.max(0, value)).reverse();
  const scores = (kept: number): Float32Array => {
    const taken = Math.min(kept, side);
    const places = Array.from({ length: taken }, (_, axis) => side - 1 - axis);
    const axes = eigenvectorMatrix.subMatrixColumn(places);
    const along = isWide
      ? axes.mulRowVector(Array.from(squares.subarray(0, taken), Math.sqrt))
      : matrix.mmul(axes);
    const result = new Float32Array(count * kept);
    for (let row = 0; row < count; row++) result.set(along.getRow(row), row * kept);
    return result;
  };
  return { squares, scores };
}
