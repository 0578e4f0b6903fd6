import type { RunConfig } from '../../config/runConfig';
import type { StepProfile, StepReport } from '../../worker/protocol';

/** @file What is said of a step: plausible numbers. */

/** Losses fall and waver. @param stepTime in ms */
export function fakeReport(step: number, config: RunConfig, stepTime: number): StepReport {
  const fall = Math.exp(-step / 200);
  const wave = 1 + 0.06 * Math.sin(step * 1.7) * Math.sin(step * 0.37);
  const { alpha } = config.loss;
  const terms = (scale: number) => ({
    invariance: scale * (2 + 6 * (1 - fall)) * wave,
    variance: scale * (8 + 14 * fall) * wave,
    covariance: scale * (1 + 2 * fall) * wave,
  });
  const [global, local] = [terms(1), terms(0.8)];
  const sum = (part: typeof global) => part.invariance + part.variance + part.covariance;
  return {
    step,
    alpha,
    loss: {
      total: alpha * sum(global) + (1 - alpha) * sum(local),
      ...(alpha > 0 ? { global } : {}),
      ...(alpha < 1 ? { local } : {}),
      classifier: 1.8 * fall + 0.7,
    },
    learningRate: 0.002 * Math.min(1, step / 50),
    imagesPerSecond: 1000 * (config.run.batch / stepTime) * wave,
    representationStd: 0.11 * (1 - 0.5 * fall),
    embeddingStd: 0.08 * (1 - 0.4 * fall),
    representationCorrelation: 0.2 * fall + 0.05,
    embeddingCorrelation: 0.3 * fall + 0.02,
    top1: 0.2 + 0.35 * (1 - fall),
    top5: 0.7 + 0.25 * (1 - fall),
    gpuBytes: 412 * 2 ** 20,
    seconds: (step * stepTime) / 1000,
  };
}

export const FAKE_PROFILE: StepProfile = {
  programs: [
    { program: 'linear,activation=gelu', dispatches: 6, milliseconds: 1.5, share: 0.75 },
    { program: 'adamw,count=4', dispatches: 12, milliseconds: 0.5, share: 0.25 },
  ],
  phases: [
    { phase: 'forward', dispatches: 6, milliseconds: 1.5, share: 0.75 },
    { phase: 'update', dispatches: 12, milliseconds: 0.5, share: 0.25 },
  ],
};
