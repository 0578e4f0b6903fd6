import { replaceComparisons } from './compare';
import { replaceIdentity } from './identity';
import { replaceMatMul } from './matMul';
import { replaceTile } from './tile';

/**
 * Puts kernels of ours before those of tfjs's own that cost a training step most: matrix products of many or transposed
 * matrices, repetition and broadcast comparisons, which tfjs walks through value by value, and clones, which it copies.
 */
export function replaceStockKernels(): void {
  replaceComparisons();
  replaceIdentity();
  replaceMatMul();
  replaceTile();
}
