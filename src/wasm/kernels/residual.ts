import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { residual } from '../../ops/residual';
import { allocate, type BackendView } from '../backendView';
import { callInFewShares, callOn } from '../program';
import { rowsOf, type WasmKernels } from './kernel';

interface Scaled {
  readonly x?: TensorInfo;
  readonly branch: TensorInfo;
  readonly gamma?: TensorInfo | undefined;
  readonly keep?: TensorInfo | undefined;
}

/** branch · gamma · keep; added to x where there is one. */
function scaledBranch(backend: BackendView, { x, branch, gamma, keep }: Scaled): TensorInfo {
  const { rows, columns } = rowsOf(branch);
  const y = allocate(backend, branch.shape);
  callOn(backend, 'residual', rows, x, branch, gamma, keep, y, rows / branch.shape[0]!, columns);
  return y;
}

export const residualKernels: WasmKernels<typeof residual> = {
  forward: scaledBranch,

  branchGradient: scaledBranch,

  gammaGradient(backend, { dy, branch, keep }) {
    const { rows, columns } = rowsOf(dy);
    const sums = allocate(backend, [columns]);
    callInFewShares(
      backend,
      'productSums',
      columns,
      dy,
      branch,
      keep,
      sums,
      rows,
      rows / dy.shape[0]!,
      columns,
    );
    return sums;
  },
};
