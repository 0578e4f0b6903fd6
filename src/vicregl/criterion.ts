import * as tf from '@tensorflow/tfjs-core';
import { criterionTerms } from '../ops/criterionTerms';
import type { CriterionOptions, CriterionViews } from './definition/criterion';
import { CRITERION_WEIGHTS, hasGlobalBranch, hasLocalBranch, type CriterionWeight } from './definition/terms';
import { globalCriterion } from './globalCriterion';
import { localCriterion } from './localCriterion';
import { matchCells, type MatchedCells } from './matchedCells';
import { stackViews, type StackedViews } from './stackedViews';

/** What the criterion sees of the views. The first two are the global ones. */
export interface CriterionInputs {
  /** Output of the global expander, one row per sample; absent at α = 0. */
  readonly embeddings?: StackedViews;
  /** Output of the local expander, one row per cell; absent at α = 1. */
  readonly maps?: StackedViews;
  /** Centre of each cell as (y, x) in pixels of the source image, `[R, 2]`, in the order of the maps' rows. */
  readonly locations: tf.Tensor2D;
}

export interface CriterionResult {
  /** α · (sum of the global terms) + (1 − α) · (sum of the local terms). */
  readonly total: tf.Scalar;
  /** What `termNames` names, each already multiplied by λ, μ or ν; without gradients. */
  readonly terms: tf.Tensor1D;
  /** The matches of the local terms; absent at α = 1. */
  readonly matches?: MatchedCells;
}

/**
 * The VICRegL criterion that `definition/criterion.ts` defines, of stacked views in a few fused ops.
 *
 * @throws Failure `config_invalid` when γ exceeds the cells of a view that looks.
 */
export function criterion(inputs: CriterionInputs, options: CriterionOptions): CriterionResult {
  const { alpha } = options;
  const { embeddings, maps, locations } = inputs;
  const matches = hasLocalBranch(alpha) ? matchCells(maps!, locations, options) : undefined;
  const local = matches && localCriterion(matches, options);
  const live: Partial<Record<CriterionWeight, tf.Scalar>> = {};
  const plain: Partial<Record<CriterionWeight, number>> = {};
  for (const name of CRITERION_WEIGHTS) {
    const weight = options[name];
    if (typeof weight === 'number') plain[name] = weight;
    else live[name] = weight;
  }
  const [total, terms] = criterionTerms(
    {
      ...(hasGlobalBranch(alpha) && { embeddings: embeddings!.rows }),
      ...(local && { maps: maps!.rows, ...local.inputs }),
      ...live,
    },
    {
      ...(hasGlobalBranch(alpha) && { global: globalCriterion(embeddings!.layout) }),
      ...local?.attributes,
      weights: plain,
    },
  );
  return { total, terms, ...(matches === undefined ? {} : { matches }) };
}

/** The same of views that were made one by one. */
export function criterionOfViews(
  { embeddings, maps, locations }: CriterionViews,
  options: CriterionOptions,
): CriterionResult {
  return criterion(
    {
      ...(embeddings && { embeddings: stackViews(embeddings.map((z) => tf.expandDims<tf.Tensor3D>(z, 1))) }),
      ...(maps && { maps: stackViews(maps) }),
      locations: stackViews(locations).rows,
    },
    options,
  );
}
