/** The terms of the loss at one step. Terms are already multiplied by their coefficients, as the reference logs them. */
export interface LossTerms {
  /** α · global + (1 − α) · local. The online classifier's cross entropy, which the reference's log adds, is apart. */
  readonly total: number;
  /** λ·inv + μ·var + ν·cov over the global embeddings; absent at α = 0. */
  readonly global?: { readonly invariance: number; readonly variance: number; readonly covariance: number };
  /** The same over matched cells; absent at α = 1. */
  readonly local?: { readonly invariance: number; readonly variance: number; readonly covariance: number };
  /** Cross entropy of the online classifier. */
  readonly classifier?: number;
}

export interface StepReport {
  /** Steps done, 1 after the first one. */
  readonly step: number;
  readonly alpha: number;
  readonly loss: LossTerms;
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  /** Mean standard deviation of the L2-normalised representations and embeddings of view 0; 1/√d when spread out, 0 at collapse. */
  readonly representationStd: number;
  readonly embeddingStd?: number;
  /** Mean off-diagonal correlation of representation and embedding. */
  readonly representationCorrelation: number;
  readonly embeddingCorrelation?: number;
  /** Online classifier on the batch, fractions. */
  readonly top1?: number;
  readonly top5?: number;
  /** In mixed precision: what the loss is multiplied by, and steps skipped because a gradient overflowed. */
  readonly lossScale?: number;
  readonly skippedSteps?: number;
  readonly gpuBytes: number;
  /** Wall time since training began, pauses left out, in seconds. */
  readonly seconds: number;
}
