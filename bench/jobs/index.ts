import type { AugmentCost, AugmentOptions } from './augment';
import type { DeviceFindings, DeviceOptions } from './device';
import type { EvaluateOptions, EvaluationCost } from './evaluate';
import type { InferenceCost } from '../inference/engine';
import type { InferenceOptions } from './inference';
import type { KernelComparison, KernelChoice } from './kernels';
import type { Limit } from './limit';
import type { MatchingCost, MatchingOptions } from './matching';
import type { MemoryMark, MemoryOptions } from './memory';
import type { ProcessorOptions, ProcessorProfile } from './processor';
import type { Profile, ProfileOptions } from './profile';
import type { ViewsCost, ViewsOptions } from './views';
import { openEngine, stepEngine } from './engineJobs';

/**
 * Everything that runs where the GPU is, a page or a process of its own; arguments and results are plain data. What a
 * job needs is loaded when it is asked for, so that our kernels are not where stock ones are measured.
 */
const JOBS = {
  openEngine,
  stepEngine,
  profile: async (options: ProfileOptions): Promise<Profile> => (await import('./profile')).profile(options),
  processor: async (options: ProcessorOptions): Promise<ProcessorProfile> =>
    (await import('./processor')).processor(options),
  limit: async (): Promise<Limit> => (await import('./limit')).limit(),
  studyDevice: async (options: DeviceOptions): Promise<DeviceFindings> =>
    (await import('./device')).studyDevice(options),
  listKernels: async (): Promise<string[]> => (await import('./kernels')).listKernels(),
  compareKernel: async (choice: KernelChoice): Promise<KernelComparison> =>
    (await import('./kernels')).compareKernel(choice),
  memory: async (options: MemoryOptions): Promise<MemoryMark[]> => (await import('./memory')).memory(options),
  evaluate: async (options: EvaluateOptions): Promise<EvaluationCost> =>
    (await import('./evaluate')).evaluate(options),
  inference: async (options: InferenceOptions): Promise<InferenceCost> =>
    (await import('./inference')).inference(options),
  augment: async (options: AugmentOptions): Promise<AugmentCost> =>
    (await import('./augment')).augment(options),
  views: async (options: ViewsOptions): Promise<ViewsCost> => (await import('./views')).views(options),
  matching: async (options: MatchingOptions): Promise<MatchingCost> =>
    (await import('./matching')).matching(options),
};

export type Jobs = typeof JOBS;
export type JobName = keyof Jobs;

/** Runs a job by name. */
export async function runJob(name: JobName, argument: unknown): Promise<unknown> {
  const job = JOBS[name] as (argument: unknown) => Promise<unknown>;
  return job(argument);
}
