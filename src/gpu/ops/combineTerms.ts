import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from '../fusedOp';

type CombineTermsAttributes = {
  /** One weight per term, in the order of the inputs' names `t0`, `t1`, …. */
  weights: readonly number[];
};

export const combine = defineFusedOp(
  'VicCombineTerms',
  (terms: Record<string, tf.Tensor>, { weights }: CombineTermsAttributes): tf.Scalar =>
    // Not `tf.addN`: of eight and more it needs more bindings than tfjs asks of a WebGPU device.
    weights
      .map((weight, index) => tf.mul<tf.Scalar>(terms[termName(index)]!, weight))
      .reduce((sum, term) => tf.add(sum, term)),
);

export function termName(index: number): string {
  return `t${index}`;
}

export interface WeightedTerm {
  readonly term: tf.Scalar;
  readonly weight: number;
}

/** Σ weightᵢ · termᵢ of scalars, with constant weights; in one op, since each small one costs as much as a large one. */
export function combineTerms(terms: readonly WeightedTerm[]): tf.Scalar {
  const inputs = Object.fromEntries(terms.map(({ term }, index) => [termName(index), term]));
  return combine(inputs, { weights: terms.map(({ weight }) => weight) });
}
