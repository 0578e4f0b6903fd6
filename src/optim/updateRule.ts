import type * as tf from '@tensorflow/tfjs-core';

/** What may change from one step to the next. */
export interface Rates {
  readonly learningRate: number;
  /** Used by AdamW only: the reference fixes that of LARS. */
  readonly weightDecay: number;
}

/** One parameter at one update. */
export interface ParameterUpdate {
  readonly param: tf.Tensor;
  readonly grad: tf.Tensor;
  /** The optimiser's tensors for this parameter, in the order of the rule's `slots`. */
  readonly slots: readonly tf.Tensor[];
  /** `[P, columns]`, one row per parameter. */
  readonly scalars: tf.Tensor2D;
  /** This parameter's row. */
  readonly row: number;
}

/** An optimiser as a function on one parameter; the bookkeeping is `createOptimizer`'s. */
export interface UpdateRule {
  /** Names of the tensors kept per parameter, in PyTorch's words; all start at 0. */
  readonly slots: readonly string[];
  /** Whether the count of updates of each parameter is part of the state. */
  readonly countsSteps: boolean;
  /** Width of a row of `scalars`. */
  readonly columns: number;
  /** The row of a parameter of the given shape at its `step`-th update, counted from 1. */
  scalars(step: number, rates: Rates, shape: readonly number[]): number[];
  /** The new parameter, followed by its new slots. */
  apply(update: ParameterUpdate): tf.Tensor[];
}
