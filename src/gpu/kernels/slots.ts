import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { SourceVariant } from './slotSource';

/** The slots that a criterion takes its terms of, as its programs find them; see `slotSource`. */
export interface Slots {
  readonly variant: SourceVariant;
  /** Rows `[R, D]`. */
  readonly x: TensorInfo;
  /** What the source reads besides. */
  readonly tensors: Readonly<Record<string, TensorInfo>>;
  /** Its uniforms. */
  readonly tables: Readonly<Record<string, number | readonly number[]>>;
  readonly batch: number;
  readonly slots: number;
  /** D. */
  readonly dimensions: number;
  /** The slots whose covariance counts; none where `count` is 0. */
  readonly covariance: { readonly first: number; readonly count: number };
  /** Shape of what the gradient writes. */
  readonly gradientShape: readonly number[];
}
