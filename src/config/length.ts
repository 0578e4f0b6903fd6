import type { RunConfig } from './runConfig';

/** Steps that a number of steps or epochs comes to, as the reference counts them: ⌊epochs · images / batch⌋. */
function toSteps(value: number, { unit, batch }: RunConfig['run'], imageCount: number): number {
  return unit === 'steps' ? Math.round(value) : Math.floor((value * imageCount) / batch);
}

/** Steps of the whole run, at least 1. */
export function totalSteps(config: RunConfig, imageCount: number): number {
  return Math.max(1, toSteps(config.run.length, config.run, imageCount));
}

/** The same run over another length, in its unit. The schedule keeps its shape: the warm-up shrinks and grows with the run. */
export function withLength(config: RunConfig, length: number): RunConfig {
  const { run, optim } = config;
  const warmup = Math.floor((optim.warmup * length) / run.length);
  return { ...config, run: { ...run, length }, optim: { ...optim, warmup } };
}

/** Steps over which the learning rate rises. */
export function warmupSteps(config: RunConfig, imageCount: number): number {
  return toSteps(config.optim.warmup, config.run, imageCount);
}
