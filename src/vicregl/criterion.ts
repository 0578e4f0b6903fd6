import * as tf from '@tensorflow/tfjs-core';
import { combineTerms } from '../gpu/ops/combineTerms';
import { globalCriterion } from './globalCriterion';
import type { VicregCoefficients, VicregTerms } from './globalCriterion';
import { directedMatches, localCriterion } from './localCriterion';
import type { DirectedMatches, MatchingOptions } from './localCriterion';
import type { Coefficient } from './matching';

/** What the criterion sees of one view. */
export interface ViewOutputs {
  /** Output of the global expander, `[B, D]`; absent at α = 0. */
  readonly embedding?: tf.Tensor2D;
  /** Output of the local expander, `[B, N, C]`; absent at α = 1. */
  readonly maps?: tf.Tensor3D;
  /** Centre of each cell as (y, x) in pixels of the source image, `[B, N, 2]` or `[B, rows, columns, 2]`. */
  readonly locations: tf.Tensor;
}

export type CriterionOptions = MatchingOptions &
  VicregCoefficients & {
    /** α: 1 is VICReg alone, 0 matched cells alone; as plain numbers these two leave the other branch out. */
    readonly alpha: Coefficient;
  };

export interface CriterionResult {
  /** α · (sum of the global terms) + (1 − α) · (sum of the local terms). */
  readonly total: tf.Scalar;
  readonly global?: VicregTerms;
  readonly local?: VicregTerms;
  /** The matches of the local terms; empty at α = 1. */
  readonly matches: readonly DirectedMatches[];
}

/** Whether the global branch counts at all at this α. */
export function hasGlobalBranch(alpha: Coefficient): boolean {
  return alpha !== 0;
}

/** Whether the local branch counts at all at this α. */
export function hasLocalBranch(alpha: Coefficient): boolean {
  return alpha !== 1;
}

/**
 * The VICRegL criterion (paper, section 3): VICReg on pooled embeddings and on matched cells, weighted by α. The first
 * two views are the global ones.
 *
 * @throws Failure `config_invalid` when γ exceeds the cells of a view that looks.
 */
export function criterion(views: readonly ViewOutputs[], options: CriterionOptions): CriterionResult {
  const { alpha } = options;
  const weighted: tf.Scalar[] = [];
  let global: VicregTerms | undefined;
  let local: VicregTerms | undefined;
  let matches: DirectedMatches[] = [];
  if (hasGlobalBranch(alpha)) {
    global = globalCriterion(
      views.map(({ embedding }) => embedding!),
      options,
    );
    weighted.push(tf.mul(alpha, sumOfTerms(global)));
  }
  if (hasLocalBranch(alpha)) {
    const localViews = views.map(({ maps, locations }) => ({
      maps: maps!,
      locations: tf.reshape<tf.Rank.R3>(locations, [locations.shape[0], -1, 2]),
    }));
    matches = directedMatches(localViews, options);
    local = localCriterion(localViews, matches, options, options);
    weighted.push(tf.mul(tf.sub(1, alpha), sumOfTerms(local)));
  }
  return {
    total: tf.addN(weighted),
    ...(global === undefined ? {} : { global }),
    ...(local === undefined ? {} : { local }),
    matches,
  };
}

function sumOfTerms({ invariance, variance, covariance }: VicregTerms): tf.Scalar {
  return combineTerms([invariance, variance, covariance].map((term) => ({ term, weight: 1 })));
}
