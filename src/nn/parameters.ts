import type * as tf from '@tensorflow/tfjs-core';

/** How a parameter or buffer gets its first values; `std` and `bound` in the unit of the weights. */
export type Initializer =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'ones' }
  | { readonly kind: 'constant'; readonly value: number }
  /** Normal with the given standard deviation, truncated to ±2 (absolute, as the reference's `trunc_normal_`). */
  | { readonly kind: 'truncatedNormal'; readonly std: number }
  | { readonly kind: 'normal'; readonly std: number }
  | { readonly kind: 'uniform'; readonly bound: number };

/** One entry of a model's state dict: the reference's own name and layout (OIHW filters, `[out, in]` matrices). */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly init: Initializer;
  /** Buffers (running statistics) are saved with the weights but not trained. */
  readonly trainable: boolean;
  readonly dtype?: 'float32' | 'int32';
}

/** Tensors by state-dict name. */
export type TensorMap = Readonly<Record<string, tf.Tensor>>;
