import type * as tf from '@tensorflow/tfjs-core';
import type { AttributesOf, Computation, InputsOf, Op } from '../defineOp';

/** @file Test support: at which sizes an op is compared with its composition and timed, on whichever backend. */

type Shape = readonly number[];
type Shapes = Readonly<Record<string, Shape>>;

/** An op as tests and the bench run it, whatever its types. */
export interface AnyOp {
  (inputs: Record<string, tf.Tensor>, attributes: object): tf.Tensor | tf.Tensor[];
  readonly name: string;
  readonly composed: (inputs: Record<string, tf.Tensor>, attributes: object) => tf.Tensor | tf.Tensor[];
}

/** An op's inputs by their shapes, random unless `prepare` says otherwise, and its attributes. */
export interface Size {
  readonly shapes: Shapes;
  readonly attributes?: object | undefined;
}

/** A size at which activations are stored as halves. */
export interface HalvesSize extends Size {
  /** Inputs in halves; x if left out. */
  readonly halves?: readonly string[];
  /** Outputs `y0`, `y1`, … and gradients `dx`, … that must come in halves; y0 and dx if left out. */
  readonly results?: readonly string[];
}

/** A size that the bench times. */
export interface TimedSize extends Size {
  /** Floating-point operations of the forward pass, a multiply-add counting two; 0 where an op moves data only. */
  readonly flops: number;
  /** Inputs that training differentiates by; all if left out. */
  readonly free?: readonly string[];
}

export interface OpCases {
  readonly op: AnyOp;
  /** Largest error of kernels on a GPU, relative to the largest value: sums in another order. */
  readonly tolerance: number;
  /** Makes of random values what the op expects of an input. */
  readonly prepare?: (input: string, values: tf.Tensor) => tf.Tensor;
  /** Inputs that nobody differentiates by. */
  readonly fixed?: readonly string[];
  /** Small, ragged and large. */
  readonly sizes: Readonly<Record<string, Size>>;
  readonly halves?: Readonly<Record<string, HalvesSize>>;
  /** Those of a step of the bench's W1, or, for ResNet's ops, of a network of that size. */
  readonly timed?: Readonly<Record<string, TimedSize>>;
}

/** A size whose inputs and attributes are the op's. */
type Of<S extends Size, F extends Computation> = Omit<S, 'shapes' | 'attributes'> & {
  readonly shapes: { readonly [K in keyof InputsOf<F>]: Shape };
} & (object extends AttributesOf<F>
    ? { readonly attributes?: AttributesOf<F> }
    : { readonly attributes: AttributesOf<F> });

/** Checks cases against their op. */
export function casesOf<N extends string, F extends Computation, K, P>(
  op: Op<N, F, K, P>,
  cases: Omit<OpCases, 'op' | 'sizes' | 'halves' | 'timed'> & {
    readonly sizes: Readonly<Record<string, Of<Size, F>>>;
    readonly halves?: Readonly<Record<string, Of<HalvesSize, F>>>;
    readonly timed?: Readonly<Record<string, Of<TimedSize, F>>>;
  },
): OpCases {
  return { ...cases, op } as unknown as OpCases;
}
