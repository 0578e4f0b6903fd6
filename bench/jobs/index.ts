import { closeEngine, openEngine, stepEngine } from './engineJobs';
import { compareKernel, listKernels } from './kernels';
import { limit } from './limit';
import { matching } from './matching';
import { memory } from './memory';
import { profile } from './profile';

/** Everything that runs where the GPU is, a page or a process of its own; arguments and results are plain data. */
export const JOBS = {
  openEngine,
  stepEngine,
  closeEngine,
  profile,
  limit,
  listKernels,
  compareKernel,
  memory,
  matching,
};

export type Jobs = typeof JOBS;
export type JobName = keyof Jobs;

/** Runs a job by name. */
export async function runJob(name: JobName, argument: unknown): Promise<unknown> {
  const job = JOBS[name] as (argument: unknown) => Promise<unknown>;
  return job(argument);
}
