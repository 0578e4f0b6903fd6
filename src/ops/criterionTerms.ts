import * as tf from '@tensorflow/tfjs-core';
import {
  BRANCHES,
  CRITERION_WEIGHTS,
  totalOf,
  weighTerms,
  type CriterionWeight,
  type CriterionWeights,
} from '../vicregl/definition/terms';
import { defineOp } from './defineOp';
import { matchTerms, type MatchTermsAttributes } from './matchTerms';
import { viewTerms, type ViewTermsAttributes } from './viewTerms';

/** What the local terms are taken of. */
type Matched = {
  /** Map embeddings of all views, `[R', D']`. */
  maps?: tf.Tensor2D | undefined;
  /** Of the matched cells, as `matchTerms` takes them. */
  index?: tf.Tensor2D | undefined;
  weight?: tf.Tensor2D | undefined;
};

export type CriterionTermsInputs = Matched & {
  /** Embeddings of all views, `[R, D]`; absent at α = 0, as `maps` and `index` are at α = 1. */
  embeddings?: tf.Tensor2D | undefined;
} & Partial<Record<CriterionWeight, tf.Scalar>>;

export type CriterionTermsAttributes = {
  /** The global branch, where there are embeddings. */
  global?: ViewTermsAttributes;
  /** The local branch, where there are maps. */
  local?: MatchTermsAttributes;
  /** Terms of complete maps that are added to the local ones. */
  complete?: ViewTermsAttributes;
  /** The weights that are not inputs. */
  weights: Readonly<Partial<Record<CriterionWeight, number>>>;
};

/** On the GPU, where the covariance counts: of each position the smaller of X·Xᵀ `[S, B, B]` and Xᵀ·X `[S, D, D]`, X its centred batch. */
export type CriterionGrams = Partial<
  Record<'globalGram' | 'localGram' | 'completeGram', tf.Tensor | undefined>
>;
/** Kept: the matrices, and what each term counts in the total. */
type CriterionTermsKept = CriterionGrams & { factors: tf.Tensor };

type PartInputs = { dy: tf.Tensor; factors: tf.Tensor };

interface CriterionTermsParts {
  embeddingsGradient(
    inputs: PartInputs & Pick<CriterionTermsInputs, 'embeddings'> & Pick<CriterionGrams, 'globalGram'>,
    attributes: CriterionTermsAttributes,
  ): tf.Tensor;
  /** Of the maps, by the matched cells. */
  matchedGradient(
    inputs: PartInputs & Matched & Pick<CriterionGrams, 'localGram'>,
    attributes: CriterionTermsAttributes,
  ): tf.Tensor;
  /** Of the maps, by the terms of complete ones. */
  completeGradient(
    inputs: PartInputs & Pick<Matched, 'maps'> & Pick<CriterionGrams, 'completeGram'>,
    attributes: CriterionTermsAttributes,
  ): tf.Tensor;
}

/**
 * The loss and its terms: VICReg on the embeddings, and on the matched cells of the maps. A branch is absent where α
 * switches it off. α, λ, μ and ν are inputs, as scalars, where their values may change when a recorded step is replayed, and
 * attributes otherwise. One op, so that one program adds up all terms, and those of the gradient read what each counts.
 *
 * → `[total, terms]`, total = α · Σ global + (1 − α) · Σ local; the terms, `[3]` or `[6]`, are those of the branches, the
 * global one first: invariance, variance and covariance, multiplied by λ, μ and ν. Differentiable in embeddings and maps
 * through the total; the terms are for the record. Source: `viewTerms`, `matchTerms`, and `totalOf` of the definition.
 */
export const criterionTerms = defineOp({
  name: 'criterionTerms',
  composed: (
    { embeddings, maps, index, weight, ...inputs }: CriterionTermsInputs,
    { global, local, complete, weights: plain }: CriterionTermsAttributes,
  ): [tf.Scalar, tf.Tensor1D] => {
    const weights = Object.fromEntries(
      CRITERION_WEIGHTS.map((name) => [name, inputs[name] ?? plain[name]!]),
    ) as unknown as CriterionWeights;
    const matched = local && matchTerms({ rows: maps!, index: index!, weight }, local);
    const terms = {
      global: global && viewTerms(embeddings!, global),
      local: matched && complete ? tf.add<tf.Tensor1D>(matched, viewTerms(maps!, complete)) : matched,
    };
    const branches = Object.fromEntries(
      BRANCHES.flatMap((branch) => {
        const own = terms[branch];
        return own === undefined ? [] : [[branch, weighTerms(own, weights)]];
      }),
    );
    return [totalOf(branches, weights.alpha), tf.concat1d(Object.values(branches))];
  },
  saves: ({ embeddings, maps, index, weight }, _, kept: CriterionTermsKept) => ({
    ...{ embeddings, maps, index, weight },
    ...kept,
  }),
  gradient: (given, parts: CriterionTermsParts, attributes) => ({
    embeddings: () => parts.embeddingsGradient(given, attributes),
    maps: () => {
      const matched = parts.matchedGradient(given, attributes);
      return attributes.complete === undefined
        ? matched
        : tf.add(matched, parts.completeGradient(given, attributes));
    },
  }),
});
