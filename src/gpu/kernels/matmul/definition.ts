import type { ElementType, ScalarType } from '../../program';

/**
 * @file A matrix product C[row, column] = Σ_k A[row, k] · B[column, k] whose operands are only addressed, never copied
 * into matrix form: a transposed matrix, the patches of an image and the padded windows of a convolution differ in
 * three lines of WGSL, and one generator serves them all.
 */

/** How one operand is read. Each part is a WGSL expression, evaluated as seldom as its free names allow. */
export interface Operand {
  /** Which index neighbours in memory share: lets the lanes of a workgroup read side by side. */
  readonly contiguous: 'k' | 'row';
  /** Where a row starts, from `row`. */
  readonly row: string;
  /** Type of `row`'s value; `u32` unless said otherwise. */
  readonly rowType?: string;
  /** What a step along the summed axis adds, from `k`. */
  readonly k: string;
  /** Type of `k`'s value; `u32` unless said otherwise. */
  readonly kType?: string;
  /** The element, from `r` and `s`, the values of the two expressions above. */
  readonly at: string;
}

export interface MatmulDefinition {
  readonly inputs: Readonly<Record<string, ElementType>>;
  readonly outputs: Readonly<Record<string, ElementType>>;
  /** Beyond `m`, `n` and `k`, the product's extents, which every definition has. */
  readonly uniforms?: Readonly<Record<string, ScalarType>>;
  /** WGSL functions that the expressions use. */
  readonly declarations?: string;
  readonly a: Operand;
  readonly b: Operand;
  /**
   * Statements that put `value` at `row`, `column`. Left out, it goes to the only output, row by row, and the sum may
   * be split over workgroups.
   */
  readonly store?: string;
}

/** A row-major matrix `[rows, k]` in `buffer`; `k` is the uniform or number that holds its row length. */
export function rows(buffer: string, k: string): Operand {
  return { contiguous: 'k', row: `row * ${k}`, k: 'k', at: `${buffer}[r + s]` };
}

/** The transpose of a row-major matrix `[k, rows]` in `buffer`. */
export function columns(buffer: string, length: string): Operand {
  return { contiguous: 'row', row: 'row', k: `k * ${length}`, at: `${buffer}[r + s]` };
}
