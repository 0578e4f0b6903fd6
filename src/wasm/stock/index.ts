import { replaceComparisons } from './compare';
import { replaceIdentity } from './identity';
import { replaceMatMul } from './matMul';
import { replaceSlices } from './slice';
import { replaceTile } from './tile';

/**
 * Puts kernels of ours before those of tfjs's own that cost a training step most: matrix products of many or transposed
 * matrices, repetition and broadcast comparisons, which tfjs walks through value by value, and clones and slices, for which it copies everything.
 */
export function replaceStockKernels(): void {
  replaceComparisons();
  replaceIdentity();
  replaceMatMul();
  replaceSlices();
  replaceTile();
}
