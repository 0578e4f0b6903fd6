/** @file How many dimensions vectors use, from the spectra of their matrix. */

export interface RankMeasures {
  /** See `rankMe`; between 1 and the smaller of points and dimensions. */
  readonly rankMe: number;
  /** See `participationRatio`; between 1 and the number of eigenvalues, 0 without variance. */
  readonly participation: number;
}

/** Added to each share, as Garrido et al. do for 32-bit numbers. */
const EPSILON = 1e-7;

/**
 * RankMe (Garrido et al. 2023): exp of the entropy of p_k = σ_k / Σσ + ε, over the singular values σ of the vectors as they
 * are, not centred.
 */
export function rankMe(singularValues: ArrayLike<number>): number {
  const values = Array.from(singularValues);
  const total = values.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return 1;
  const entropy = values.reduce((sum, value) => {
    const share = value / total + EPSILON;
    return sum - share * Math.log(share);
  }, 0);
  return Math.exp(entropy);
}

/** (Σλ)² / Σλ² over the eigenvalues λ of a covariance: as many as there are where all are equal, 1 where one is alone. */
export function participationRatio(eigenvalues: ArrayLike<number>): number {
  const values = Array.from(eigenvalues);
  const total = values.reduce((sum, value) => sum + value, 0);
  const squares = values.reduce((sum, value) => sum + value * value, 0);
  return squares > 0 ? (total * total) / squares : 0;
}
