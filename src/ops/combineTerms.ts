import * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';

/** The weights of the criterion's terms. */
export const TERM_WEIGHTS = ['alpha', 'lambda', 'mu', 'nu'] as const;
export type TermWeight = (typeof TERM_WEIGHTS)[number];

/**
 * The loss and its terms, from `global` and `local`, `[3]` each: invariance, variance and covariance of a branch, absent
 * where α switches it off. Weights are inputs, as scalars, where their values may change when a recorded step is replayed,
 * and attributes otherwise.
 *
 * → `[total, terms]`, total = α · Σ global + (1 − α) · Σ local; the terms, `[3]` or `[6]`, are those of the branches, the
 * global one first, multiplied by λ, μ and ν. Differentiable in the branches through the total;
 * the terms are for the record. Source: paper, equation 4.
 */
export const combineTerms = defineFusedOp(
  'VicCombineTerms',
  (inputs: Record<string, tf.Tensor>, attributes: Record<string, number>): [tf.Scalar, tf.Tensor1D] => {
    const weight = (name: TermWeight): tf.Tensor => inputs[name] ?? tf.scalar(attributes[name]!);
    const alpha = weight('alpha');
    const weights = tf.stack([weight('lambda'), weight('mu'), weight('nu')]);
    const branches = [
      { terms: inputs.global, share: alpha },
      { terms: inputs.local, share: tf.sub(1, alpha) },
    ].flatMap(({ terms, share }) =>
      terms === undefined ? [] : [{ terms: tf.mul<tf.Tensor1D>(terms, weights), share }],
    );
    return [
      branches
        .map(({ terms, share }) => tf.mul<tf.Scalar>(tf.sum(terms), share))
        .reduce((sum, one) => tf.add(sum, one)),
      tf.concat1d(branches.map(({ terms }) => terms)),
    ];
  },
);
