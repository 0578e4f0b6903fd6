import * as tf from '@tensorflow/tfjs-core';
import { globalCriterion } from './globalCriterion';
import { localCriterion } from './localCriterion';
import type { MatchingOptions } from './matching';
import { hasGlobalBranch, hasLocalBranch, totalOf, weighTerms, type CriterionWeights } from './terms';

/** What the networks make of a batch, view by view. The first two views are the global ones. */
export interface CriterionViews {
  /** Output of the global expander, `[B, D]` a view; absent at α = 0. */
  readonly embeddings?: readonly tf.Tensor2D[];
  /** Output of the local expander, `[B, N, C]` a view; absent at α = 1. */
  readonly maps?: readonly tf.Tensor3D[];
  /** Centre of each cell as (y, x) in pixels of the source image, `[B, N, 2]` a view. */
  readonly locations: readonly tf.Tensor3D[];
}

export type CriterionOptions = MatchingOptions & CriterionWeights;

/**
 * The VICRegL criterion (Bardes, Ponce, LeCun 2022, arXiv 2210.01571, section 3, "General loss function"):
 * α · ℓ(Z, Z′) of pooled embeddings + (1 − α) · (L_s + L_d) of matched cells.
 *
 * This is what `vicregl/criterion.ts` computes with fused ops, and what those are tested against.
 *
 * → the total, and the terms that `termNames` names, multiplied by λ, μ and ν.
 */
export function criterion(
  { embeddings, maps, locations }: CriterionViews,
  options: CriterionOptions,
): { readonly total: tf.Scalar; readonly terms: tf.Tensor1D } {
  const { alpha } = options;
  const branches = {
    ...(hasGlobalBranch(alpha) && { global: weighTerms(globalCriterion(embeddings!), options) }),
    ...(hasLocalBranch(alpha) && {
      local: weighTerms(
        localCriterion(
          maps!.map((map, view) => ({ map, locations: locations[view]! })),
          options,
        ),
        options,
      ),
    }),
  };
  return { total: totalOf(branches, alpha), terms: tf.concat1d(Object.values(branches)) };
}
