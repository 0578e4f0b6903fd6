import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { numbered } from '../numbered';
import { allocateGradientSum } from '../partSums';
import { defineProgram, type ElementType, type ScalarType } from '../program';
import type { UniformValues } from '../uniformBuffers';
import { chooseTiling } from '../tilings/chooseTiling';
import { COLUMNS, COLUMN_SUMS, ROW_LANES } from '../tilings/columnSums';
import { elementOf, lanesOf, realOf } from './flat';

/** What is summed over the rows of a matrix, for each column. */
export interface ColumnSumsDefinition {
  /**
   * `Value` where elements lie as in the matrix or its rows: `read_NAME(i)` gives a `Value` of one or four neighbours.
   */
  readonly inputs: Readonly<Record<string, ElementType | 'Value'>>;
  /** Beyond `rows`, `columns` and `part`. */
  readonly uniforms?: Readonly<Record<string, ScalarType>>;
  /** WGSL statements for each `Value`, before its terms. */
  readonly prepare?: string;
  /** One WGSL expression per sum, of `row`, and of `column` and `i`, the place in a row and in the matrix, in `Value`s. */
  readonly terms: readonly string[];
  /** Floating-point operations of an element, the sums' own among them. */
  readonly operations: number;
}

/** How rows are shared out: workgroups along the columns and the rows, and parts, one per lane along the rows. */
export function shareRows(
  backend: BackendView,
  rows: number,
  columns: number,
): { workgroups: readonly [number, number]; layers: number } {
  const { down } = chooseTiling(backend, COLUMN_SUMS, { rows, columns });
  return { workgroups: [Math.ceil(columns / COLUMNS), down], layers: down * ROW_LANES };
}

/** Sums over rows, one `[columns]` tensor per term, in parts (`partSums.ts`). */
export type ColumnSums = (
  backend: BackendView,
  inputs: Readonly<Record<string, TensorInfo>>,
  rows: number,
  columns: number,
  uniforms?: UniformValues,
) => TensorInfo[];

export function defineColumnSums(name: string, definition: ColumnSumsDefinition): ColumnSums {
  const { terms } = definition;
  const program = defineProgram<{ width: 1 | 4 }>(name, ({ width }) => ({
    inputs: Object.fromEntries(
      Object.entries(definition.inputs).map(([input, type]) => [
        input,
        type === 'Value' ? realOf(width) : type,
      ]),
    ),
    outputs: numbered('sum', Array<ElementType>(terms.length).fill(elementOf(width))),
    uniforms: { rows: 'u32', columns: 'u32', part: 'u32', ...definition.uniforms },
    workgroupSize: [COLUMNS, ROW_LANES],
    declarations: `alias Value = ${elementOf(width)};`,
    main: `
  let column = workgroup.x * ${COLUMNS}u + local.x;
  if (column >= params.columns) { return; }
  let layer = workgroup.y * ${ROW_LANES}u + local.y;
  let end = min(params.rows, (layer + 1u) * params.part);
  ${terms.map((_, t) => `var total${t} = Value();`).join(' ')}
  for (var row = layer * params.part; row < end; row++) {
    let i = row * params.columns + column;
    ${definition.prepare ?? ''}
    ${terms.map((term, t) => `total${t} += ${term};`).join('\n    ')}
  }
  ${terms.map((_, t) => `sum${t}[layer * params.columns + column] = total${t};`).join('\n  ')}`,
  }));
  return (backend, inputs, rows, columns, uniforms) => {
    const width = lanesOf(columns);
    const values = columns / width;
    const { workgroups, layers } = shareRows(backend, rows, values);
    const sums = terms.map(() => allocateGradientSum(backend, [columns], layers));
    runProgram(backend, program({ width }), {
      inputs,
      outputs: numbered('sum', sums),
      uniforms: { ...uniforms, rows, columns: values, part: Math.ceil(rows / layers) },
      workgroups,
      operations: definition.operations * rows * columns,
    });
    return sums;
  };
}

/** x `[rows, columns]` summed over its rows. */
export const columnSums = defineColumnSums('column_sums', {
  inputs: { x: 'Value' },
  terms: ['read_x(i)'],
  operations: 1,
});
