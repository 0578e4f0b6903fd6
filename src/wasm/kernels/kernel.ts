import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelsOf } from '../../ops/kernels';
import type { BackendView } from '../backendView';

/** The kernels of one op on the processor. */
export type WasmKernels<O> = KernelsOf<O, BackendView>;

/** A tensor as a list of rows over its last axis. */
export function rowsOf({ shape }: TensorInfo): { readonly rows: number; readonly columns: number } {
  const columns = shape.at(-1)!;
  return { rows: util.sizeFromShape(shape) / columns, columns };
}
