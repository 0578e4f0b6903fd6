/** What the learning rate of a step depends on. */
export interface Schedule {
  /** Images per step; the peak rate is `baseLr` · batch / 256. */
  readonly batchSize: number;
  readonly baseLr: number;
  /** The rate after the decay, as a share of the peak. */
  readonly endLrRatio: number;
  readonly totalSteps: number;
  /** Steps of linear warm-up from 0; fewer than `totalSteps`. */
  readonly warmupSteps: number;
}

/** Batch at which the base learning rate is the peak one. */
const REFERENCE_BATCH = 256;

/**
 * The learning rate of a step, counted from 0: linear from exactly 0 to the peak at the end of the warm-up, then half a
 * cosine down to the end rate at `totalSteps`, constant after (the reference's documented behaviour).
 */
export function learningRate(step: number, schedule: Schedule): number {
  const { warmupSteps, totalSteps } = schedule;
  const peak = (schedule.baseLr * schedule.batchSize) / REFERENCE_BATCH;
  if (step < warmupSteps) return (peak * step) / warmupSteps;
  const progress = Math.min(1, (step - warmupSteps) / (totalSteps - warmupSteps));
  const share = (1 + Math.cos(Math.PI * progress)) / 2;
  return peak * share + peak * schedule.endLrRatio * (1 - share);
}
