import type { OptimConfig } from '../config/optimConfig';

/** How wide activations are stored: `mixed` keeps them in half precision. Arithmetic, weights and sums are float32. */
export type Precision = OptimConfig['precision'];

/**
 * The attribute of an op that makes an activation: how wide it is stored, float32 if left out. Its gradient is stored
 * like the activation; compositions and backends without halves stay in float32.
 */
export type Stored = { precision?: Precision };
