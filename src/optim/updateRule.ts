import type * as tf from '@tensorflow/tfjs-core';
import type { TensorData } from '../formats/tensorData';
import type { PackedAttributes, PackedInputs } from '../ops/packedSlots';

/** What may change from one step to the next. */
export interface Rates {
  readonly learningRate: number;
  /** Used by AdamW only: the reference fixes that of LARS. */
  readonly weightDecay: number;
}

/** The state of something on the device at one time, in memory of its own. */
export interface StateBackup {
  /** Takes the present state in place of the one that it holds. */
  take(): void;
  /** Puts the state back where it was taken from; may be done again. */
  restore(): void;
  dispose(): void;
}

/** A backup whose state can be read. */
export interface OptimizerBackup extends StateBackup {
  /** The state that it holds, which must stay so until this resolves. */
  read(): Promise<OptimizerState>;
}

/**
 * An optimiser's state on the host: `exp_avg/NAME`, `exp_avg_sq/NAME` and `step/NAME`, `mu/NAME`, or
 * `momentum_buffer/NAME` for each trainable parameter, in its shape, and `loss_scale` where the loss is scaled.
 */
export type OptimizerState = Readonly<Record<string, TensorData>>;

/** An optimiser as a function on a list of parameters; the bookkeeping is `createOptimizer`'s. */
export interface UpdateRule {
  /** Names of the tensors kept per parameter, in PyTorch's words; all start at 0. */
  readonly slots: readonly string[];
  /** Whether the count of updates of each parameter is part of the state. */
  readonly countsSteps: boolean;
  /** Width of a row of `scalars`. */
  readonly columns: number;
  /** The row of a parameter of the given shape at its `step`-th update, counted from 1. */
  scalars(step: number, rates: Rates, shape: readonly number[]): number[];
  /** The new parameters in order, then the new packed slots; on WebGPU they are changed in place. */
  apply(
    inputs: PackedInputs,
    attributes: PackedAttributes,
    shapes: readonly (readonly number[])[],
  ): tf.Tensor[];
}
