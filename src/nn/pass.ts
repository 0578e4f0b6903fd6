import type * as tf from '@tensorflow/tfjs-core';
import type { Precision } from '../ops/precision';

/** What a forward pass hands on from layer to layer. */
export interface Pass {
  /** Batch norms normalise by the statistics of this batch and update the running ones; otherwise by the running ones. */
  readonly training: boolean;
  /** How activations are stored. */
  readonly precision: Precision;
  /** Receives the updated running statistics by their whole names. */
  readonly buffers: Record<string, tf.Tensor>;
}
