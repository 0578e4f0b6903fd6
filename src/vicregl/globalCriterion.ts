import * as tf from '@tensorflow/tfjs-core';
import { attraction } from '../gpu/ops/attraction';
import { covariancePenalty } from '../gpu/ops/covariancePenalty';
import { varianceHinge } from '../gpu/ops/varianceHinge';
import type { Coefficient } from './matching';
import { viewPairs } from './pairs';

/** The three terms of VICReg, already multiplied by λ, μ and ν. */
export interface VicregTerms {
  readonly invariance: tf.Scalar;
  readonly variance: tf.Scalar;
  readonly covariance: tf.Scalar;
}

export interface VicregCoefficients {
  /** λ, invariance. */
  readonly lambda: Coefficient;
  /** μ, variance. */
  readonly mu: Coefficient;
  /** ν, covariance. */
  readonly nu: Coefficient;
}

/**
 * VICReg on the global embeddings, one `[B, D]` per view: invariance averaged over the pairs of views, variance and
 * covariance averaged over the views (paper, section 3.1; `B` of at least 2).
 */
export function globalCriterion(
  embeddings: readonly tf.Tensor2D[],
  { lambda, mu, nu }: VicregCoefficients,
): VicregTerms {
  const pairs = viewPairs(embeddings.length);
  const side = (view: 'first' | 'second'): tf.Tensor3D =>
    tf.stack(
      pairs.map((pair) => embeddings[pair[view]]!),
      1,
    ) as tf.Tensor3D;
  const views = tf.stack([...embeddings], 1) as tf.Tensor3D;
  return {
    invariance: tf.mul(lambda, attraction({ input: side('first'), candidate: side('second') }, {})),
    variance: tf.mul(mu, varianceHinge({ x: views }, {})),
    covariance: tf.mul(nu, covariancePenalty({ x: views }, {})),
  };
}
