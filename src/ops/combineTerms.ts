import * as tf from '@tensorflow/tfjs-core';
import {
  BRANCHES,
  CRITERION_WEIGHTS,
  totalOf,
  weighTerms,
  type CriterionWeights,
} from '../vicregl/definition/terms';
import { defineFusedOp } from './fusedOp';

/**
 * The loss and its terms, from `global` and `local`, `[3]` each: invariance, variance and covariance of a branch, absent
 * where α switches it off. Weights are inputs, as scalars, where their values may change when a recorded step is replayed,
 * and attributes otherwise.
 *
 * → `[total, terms]`, total = α · Σ global + (1 − α) · Σ local; the terms, `[3]` or `[6]`, are those of the branches, the
 * global one first, multiplied by λ, μ and ν. Differentiable in the branches through the total;
 * the terms are for the record. Source: `totalOf` of the definition.
 */
export const combineTerms = defineFusedOp(
  'VicCombineTerms',
  (inputs: Record<string, tf.Tensor>, attributes: Record<string, number>): [tf.Scalar, tf.Tensor1D] => {
    const weights = Object.fromEntries(
      CRITERION_WEIGHTS.map((name) => [name, inputs[name] ?? attributes[name]!]),
    ) as unknown as CriterionWeights;
    const branches = Object.fromEntries(
      BRANCHES.filter((branch) => inputs[branch] !== undefined).map((branch) => [
        branch,
        weighTerms(inputs[branch] as tf.Tensor1D, weights),
      ]),
    );
    return [totalOf(branches, weights.alpha), tf.concat1d(Object.values(branches))];
  },
);
