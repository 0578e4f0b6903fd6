import type * as tf from '@tensorflow/tfjs-core';
import type { AttributesOf, Computation, InputsOf, Op } from '../defineOp';
import { randomTensor } from '../comparing/randomTensor';

/** @file At which sizes an op is compared with its composition and timed, on whichever backend. */

type Shape = readonly number[];

/** An input: random values of this shape, or what this makes for a step, counted from 0. */
type CaseInput = Shape | ((step: number) => tf.Tensor);

/** An op as tests and the bench run it, whatever its types. */
export interface AnyOp {
  (inputs: Record<string, tf.Tensor>, attributes: object): tf.Tensor | tf.Tensor[];
  readonly name: string;
  readonly composed: (inputs: Record<string, tf.Tensor>, attributes: object) => tf.Tensor | tf.Tensor[];
}

/** An op's inputs and its attributes. */
export interface Size {
  readonly inputs: Readonly<Record<string, CaseInput>>;
  readonly attributes?: object | undefined;
}

/** Inputs in halves where a size does not say which. */
export const USUAL_HALVES: readonly string[] = ['x'];

/** A size at which activations are stored as halves. */
export interface HalvesSize extends Size {
  /** Inputs in halves; `USUAL_HALVES` if left out. */
  readonly halves?: readonly string[];
  /** Outputs `y0`, `y1`, … and gradients `dx`, … that must come in halves; y0 and dx if left out. */
  readonly results?: readonly string[];
}

/** A size that the bench times. */
export interface TimedSize extends Size {
  /** Floating-point operations of the forward pass, a multiply-add counting two; 0 where an op moves data only. */
  readonly flops: number;
  /** Inputs that training differentiates by; all that are not fixed if left out. */
  readonly free?: readonly string[];
}

/** How an op is used that gives new values of its own inputs, on WebGPU in place: step after step. */
export interface Updates {
  readonly steps: number;
  /** The inputs that the outputs take the place of, one for each output; `undefined` for one that is only told. */
  readonly replaced: (inputs: readonly string[]) => readonly (string | undefined)[];
}

export interface OpCases {
  readonly op: AnyOp;
  /**
   * Largest error of kernels on a GPU: sums in another order. It is relative to the largest value, or, of an op that updates
   * its inputs, absolute.
   */
  readonly tolerance: number;
  /** Makes of random values what the op expects of an input. */
  readonly prepare?: (input: string, values: tf.Tensor) => tf.Tensor;
  /** Inputs that nobody differentiates by. */
  readonly fixed?: readonly string[] | 'all';
  /** How many of the outputs, from the first on, are differentiated; one if left out. */
  readonly differentiated?: number;
  readonly updates?: Updates;
  /** Small, ragged and large. */
  readonly sizes: Readonly<Record<string, Size>>;
  readonly halves?: Readonly<Record<string, HalvesSize>>;
  /**
   * Of `sizes` and `halves`, those that kernels tiled for hardware meet in `npm test`; all if left out. A software GPU compiles
   * such a product for seconds, so the deep suite has the others.
   */
  readonly tiledSizes?: readonly string[];
  /** Those of a step of the bench's W1, or, for ResNet's ops, of a network of that size. */
  readonly timed?: Readonly<Record<string, TimedSize>>;
}

/**
 * The inputs of a size.
 *
 * @param step at which one that is made is made
 * @param random makes an input's random values, by its place among the inputs
 */
export function inputsOf(
  { prepare = (_, values) => values }: Pick<OpCases, 'prepare'>,
  { inputs }: Size,
  step = 0,
  random: (shape: Shape, index: number, input: string) => tf.Tensor = randomTensor,
): Record<string, tf.Tensor> {
  const named = Object.entries(inputs).map(([name, input], index) => [
    name,
    typeof input === 'function' ? input(step) : prepare(name, random(input, index, name)),
  ]);
  return Object.fromEntries(named) as Record<string, tf.Tensor>;
}

/** Inputs of a size that gradients are taken by. */
export function freeInputs({ fixed = [] }: Pick<OpCases, 'fixed'>, { inputs }: Size): string[] {
  return fixed === 'all' ? [] : Object.keys(inputs).filter((name) => !fixed.includes(name));
}

/** A size whose inputs and attributes are the op's. */
type Of<S extends Size, F extends Computation> = Omit<S, 'inputs' | 'attributes'> & {
  readonly inputs: { readonly [K in keyof InputsOf<F>]: CaseInput };
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
