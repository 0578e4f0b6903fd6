import * as tf from '@tensorflow/tfjs-core';
import {
  BRANCHES,
  CRITERION_WEIGHTS,
  totalOf,
  weighTerms,
  type Branch,
  type CriterionWeight,
  type CriterionWeights,
} from '../vicregl/definition/terms';
import { defineOp } from './defineOp';
import { shared } from './tape';

type CombineTermsInputs = Readonly<Partial<Record<Branch, tf.Tensor1D>>> &
  Readonly<Partial<Record<CriterionWeight, tf.Scalar>>>;
/** The weights that are not inputs. */
type CombineTermsAttributes = Readonly<Partial<Record<CriterionWeight, number>>>;

/** Kept: what each term counts in the total. */
type CombineTermsKept = { factors: tf.Tensor };

interface CombineTermsParts {
  /** The gradients of the branches that there are, in their order. */
  branchGradients(inputs: { dy: tf.Tensor; factors: tf.Tensor }): tf.Tensor[];
}

/**
 * The loss and its terms, from `global` and `local`, `[3]` each: invariance, variance and covariance of a branch, absent
 * where α switches it off. Weights are inputs, as scalars, where their values may change when a recorded step is replayed,
 * and attributes otherwise.
 *
 * → `[total, terms]`, total = α · Σ global + (1 − α) · Σ local; the terms, `[3]` or `[6]`, are those of the branches, the
 * global one first, multiplied by λ, μ and ν. Differentiable in the branches through the total;
 * the terms are for the record. Source: `totalOf` of the definition.
 */
export const combineTerms = defineOp({
  name: 'combineTerms',
  composed: (inputs: CombineTermsInputs, attributes: CombineTermsAttributes): [tf.Scalar, tf.Tensor1D] => {
    const weights = Object.fromEntries(
      CRITERION_WEIGHTS.map((name) => [name, inputs[name] ?? attributes[name]!]),
    ) as unknown as CriterionWeights;
    const branches = Object.fromEntries(
      BRANCHES.filter((branch) => inputs[branch] !== undefined).map((branch) => [
        branch,
        weighTerms(inputs[branch]!, weights),
      ]),
    );
    return [totalOf(branches, weights.alpha), tf.concat1d(Object.values(branches))];
  },
  saves: (_, __, { factors }: CombineTermsKept) => ({ factors }),
  gradient: (given, parts: CombineTermsParts) => {
    const branches = shared(() => parts.branchGradients(given));
    // With one branch alone, whichever it is, its gradient is the first and last.
    return { global: () => branches()[0]!, local: () => branches().at(-1)! };
  },
});
