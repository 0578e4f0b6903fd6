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
  /** 4 where `at` is a `vec4<f32>` of elements that lie side by side along `contiguous`; their number is a multiple of 4. */
  readonly width: 1 | 4;
  /** Where a row starts, from `row`. */
  readonly row: string;
  /** Type of `row`'s value; `u32` unless said otherwise. */
  readonly rowType?: string;
  /** What a step along the summed axis adds, from `k`. */
  readonly k: string;
  /** Type of `k`'s value; `u32` unless said otherwise. */
  readonly kType?: string;
  /** The element, or the first of four, from `r` and `s`, the values of the two expressions above. */
  readonly at: string;
}

export interface MatmulDefinition {
  readonly inputs: Readonly<Record<string, ElementType>>;
  /**
   * A further output, `[m]` floats, of the sums of A's rows: where A is a gradient, these are the bias's. They are taken
   * by the workgroups of the first columns, which read A anyway.
   */
  readonly rowSums?: string;
  /** Written by `write_NAME(i, value)` with a `Value`. The first one takes C; an element may be written more than once, always the same. */
  readonly outputs: readonly string[];
  /** Beyond `m`, `n` and `k`, the product's extents, which every definition has. */
  readonly uniforms?: Readonly<Record<string, ScalarType>>;
  /** WGSL functions that the expressions use. */
  readonly declarations?: string;
  readonly a: Operand;
  readonly b: Operand;
  /** What the sum starts from, as an expression of `column`: a bias. */
  readonly start?: string;
  /** Where an element goes, as the sum of an expression of `row` and one of `column`; row by row if left out. */
  readonly place?: { readonly row: string; readonly column: string };
  /**
   * Statements that put `value` at `i` of the outputs, in place of a plain store: an activation. They hold for both
   * meanings of `Value`: one element, or four neighbours of a row where the product has a multiple of four columns.
   */
  readonly finish?: string;
}

/** Whether the sum may be shared out over workgroups, which only add up: nothing happens before, between or after. */
export function isSplittable({ start, place, finish }: MatmulDefinition): boolean {
  return start === undefined && place === undefined && finish === undefined;
}

/** Whether an element's address is one sum: then reads are short enough in code to be written out several times. */
export function isPlain({ a, b }: MatmulDefinition): boolean {
  return [a, b].every(({ rowType, kType }) => rowType === undefined && kType === undefined);
}

/** A row-major matrix `[rows, length]` in `buffer`, an array of `realOf(width)`. */
export function rows(buffer: string, length: string, width: 1 | 4): Operand {
  return { contiguous: 'k', width, row: `row * ${length}`, k: 'k', at: element(buffer, width) };
}

/** The transpose of a row-major matrix `[k, length]` in `buffer`, an array of `realOf(width)`. */
export function columns(buffer: string, length: string, width: 1 | 4): Operand {
  return { contiguous: 'row', width, row: 'row', k: `k * ${length}`, at: element(buffer, width) };
}

function element(buffer: string, width: 1 | 4): string {
  return `read_${buffer}(${width === 4 ? '(r + s) / 4u' : 'r + s'})`;
}
