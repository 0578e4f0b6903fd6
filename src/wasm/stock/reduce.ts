import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate } from '../backendView';
import { callOn } from '../program';
import { replaceKernel } from './replace';

/** From so many columns on, adding rows up where they lie is faster than turning them first, as tfjs does. */
const LEAST_COLUMNS = 4;

interface Reduction {
  /** Numbers that are added up, and sums. */
  readonly rows: number;
  readonly columns: number;
  /** Of the result. */
  readonly shape: readonly number[];
}

/** A reduction along the first axes; `undefined` for one along others, or of so few columns that tfjs's kernel is as good. */
function leadingReduction(x: TensorInfo, attributes: object): Reduction | undefined {
  const { axis, keepDims } = attributes as { axis: number | number[]; keepDims: boolean };
  const axes = util.parseAxisParam(axis, x.shape).toSorted((a, b) => a - b);
  const isLeading = axes.every((own, place) => own === place);
  const rest = x.shape.slice(axes.length);
  const columns = util.sizeFromShape(rest);
  const rows = util.sizeFromShape(x.shape.slice(0, axes.length));
  if (!isLeading || x.dtype !== 'float32' || columns < LEAST_COLUMNS || rows === 0) return undefined;
  return { rows, columns, shape: keepDims ? [...axes.map(() => 1), ...rest] : rest };
}

/** Sums and means along the first axes. */
export function replaceReductions(): void {
  replaceKernel('Sum', (backend, { x }, attributes) => {
    const reduction = leadingReduction(x!, attributes);
    if (reduction === undefined) return undefined;
    const { rows, columns, shape } = reduction;
    const sums = allocate(backend, shape);
    callOn(backend, 'columnSums', columns, x, sums, rows, columns);
    return sums;
  });
  replaceKernel('Mean', (backend, { x }, attributes) => {
    const reduction = leadingReduction(x!, attributes);
    if (reduction === undefined) return undefined;
    const { rows, columns, shape } = reduction;
    const means = allocate(backend, shape);
    // One sample, whose cells are the rows.
    callOn(backend, 'meanCells', 1, x, means, rows, columns);
    return means;
  });
}
