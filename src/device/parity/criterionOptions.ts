import type { z } from '../../zod';
import type { CriterionOptions } from '../../vicregl/definition/criterion';
import type { criterionFields } from './configFields';

type Fields = { [K in keyof typeof criterionFields]: z.infer<(typeof criterionFields)[K]> };

/** The criterion's options from the reference's settings: γ by direction, no thresholds. */
export function criterionOptions(config: Fields) {
  return {
    alpha: config.alpha,
    lambda: config.inv_coeff,
    mu: config.var_coeff,
    nu: config.cov_coeff,
    matchesForward: config.num_matches[0],
    matchesBackward: config.num_matches[1],
    matchesRule: 'direction',
    embeddingMatchesAll: config.l2_all_matches,
    embeddingThreshold: null,
    locationThreshold: null,
    fastVarianceCovariance: config.fast_vc_reg,
  } as const satisfies CriterionOptions;
}
