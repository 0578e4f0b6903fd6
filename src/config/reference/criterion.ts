import type { LossConfig } from '../lossConfig';

/** The criterion with the defaults of the reference's training script. */
export const REFERENCE_CRITERION: LossConfig = {
  alpha: 0.75,
  lambda: 25,
  mu: 25,
  nu: 1,
  matchesForward: 20,
  matchesBackward: 4,
  matchesRule: 'direction',
  embeddingMatchesAll: true,
  embeddingThreshold: null,
  locationThreshold: null,
  fastVarianceCovariance: false,
};
