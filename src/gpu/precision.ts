import type { OptimConfig } from '../config/optimConfig';

/** How wide activations are stored: `mixed` keeps them in half precision. Arithmetic, weights and sums are float32. */
export type Precision = OptimConfig['precision'];

let current: Precision = 'float32';

/**
 * Runs `compute`, in which kernels store their large outputs in this precision. Calls nest; gradients need none, for
 * theirs are stored like the activations that they belong to. Compositions on other backends stay in float32.
 */
export function withPrecision<T>(precision: Precision, compute: () => T): T {
  const before = current;
  current = precision;
  try {
    return compute();
  } finally {
    current = before;
  }
}

export function isMixed(): boolean {
  return current === 'mixed';
}
