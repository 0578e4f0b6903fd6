import { replaceComparisons } from './compare';
import { replaceConcat } from './concat';
import { replaceIdentity } from './identity';
import { replaceMatMul } from './matMul';
import { replaceReductions } from './reduce';
import { replaceSlices } from './slice';
import { replaceTile } from './tile';

/**
 * Puts kernels of ours before those of tfjs's own that cost a training step most: matrix products of many or transposed
 * matrices, repetition and broadcast comparisons, which tfjs walks through value by value, clones and slices, for which it
 * copies everything, and sums along the first axes, for which it turns everything.
 */
export function replaceStockKernels(): void {
  replaceComparisons();
  replaceConcat();
  replaceIdentity();
  replaceMatMul();
  replaceReductions();
  replaceSlices();
  replaceTile();
}
