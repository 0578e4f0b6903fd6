import * as tf from '@tensorflow/tfjs-core';

/** A scalar of the criterion: plain, or a tensor whose value may change when a recorded step is replayed. */
export type Coefficient = number | tf.Scalar;

/** VICReg's terms in the order in which tensors hold them, and the weight of each. */
export const TERM_WEIGHTS = { invariance: 'lambda', variance: 'mu', covariance: 'nu' } as const;
export type Term = keyof typeof TERM_WEIGHTS;
const TERMS = Object.keys(TERM_WEIGHTS) as Term[];

/** What the terms are taken of: pooled embeddings, or matched cells. */
export const BRANCHES = ['global', 'local'] as const;
export type Branch = (typeof BRANCHES)[number];

/** A term of a branch, such as `localVariance`. */
export type CriterionTerm = `${Branch}${Capitalize<Term>}`;

/** The terms of a branch by name. */
export function termsOfBranch(branch: Branch): CriterionTerm[] {
  return TERMS.map((term) => `${branch}${term[0]!.toUpperCase()}${term.slice(1)}` as CriterionTerm);
}

/** The weights of the criterion: α, λ (invariance), μ (variance) and ν (covariance). */
export interface CriterionWeights extends Readonly<Record<(typeof TERM_WEIGHTS)[Term], Coefficient>> {
  /** 1 is VICReg alone, 0 matched cells alone; as plain numbers these two leave the other branch out. */
  readonly alpha: Coefficient;
}

export const CRITERION_WEIGHTS = ['alpha', ...Object.values(TERM_WEIGHTS)] as const;
export type CriterionWeight = (typeof CRITERION_WEIGHTS)[number];

/** Whether the global branch counts at all at this α. */
export function hasGlobalBranch(alpha: Coefficient): boolean {
  return alpha !== 0;
}

/** Whether the local branch counts at all at this α. */
export function hasLocalBranch(alpha: Coefficient): boolean {
  return alpha !== 1;
}

/** The terms that there are at this α, in order. */
export function termNames(alpha: Coefficient): CriterionTerm[] {
  return [
    ...(hasGlobalBranch(alpha) ? termsOfBranch('global') : []),
    ...(hasLocalBranch(alpha) ? termsOfBranch('local') : []),
  ];
}

/** The mean of some means: every tensor counts the same, whatever its size. */
export function meanOf(tensors: readonly tf.Tensor[]): tf.Scalar {
  return tf.mean(tf.stack(tensors.map((tensor) => tf.mean(tensor))));
}

/** The terms of a branch times λ, μ and ν, `[3]`; their sum is VICReg's ℓ (VICReg, equation 6). */
export function weighTerms(terms: tf.Tensor1D, weights: Omit<CriterionWeights, 'alpha'>): tf.Tensor1D {
  return tf.mul(terms, tf.stack(TERMS.map((term) => asScalar(weights[TERM_WEIGHTS[term]]))));
}

/**
 * α · ℓ of the global branch + (1 − α) · ℓ of the local one, of weighted terms `[3]` each (VICRegL, section 3, "General
 * loss function"). A branch that is left out counts nothing.
 */
export function totalOf(terms: Partial<Record<Branch, tf.Tensor1D>>, alpha: Coefficient): tf.Scalar {
  const shares = { global: asScalar(alpha), local: tf.sub<tf.Scalar>(1, alpha) };
  return BRANCHES.flatMap((branch) =>
    terms[branch] === undefined ? [] : [tf.mul<tf.Scalar>(tf.sum(terms[branch]), shares[branch])],
  ).reduce((sum, one) => tf.add(sum, one));
}

function asScalar(value: Coefficient): tf.Scalar {
  return typeof value === 'number' ? tf.scalar(value) : value;
}
