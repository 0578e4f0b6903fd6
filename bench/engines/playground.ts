import type { RunConfig } from '../../src/config/runConfig';
import { openOwnStep, type OwnStep } from '../../src/device/measure/ownStep';
import { workloadConfig, type WorkloadOptions } from '../../src/device/measure/workloads';
import { openDevice } from '../../src/gpu/device';

/** The whole training step as the page runs it: new views at every step, all measures, one report each. */
export async function openPlayground(workload: WorkloadOptions): Promise<OwnStep> {
  return openPlaygroundOf(workloadConfig(workload));
}

/** The same for any configuration, on scenes. */
export async function openPlaygroundOf(config: RunConfig): Promise<OwnStep> {
  return open(config, 'device');
}

/** The same on images that do not lie on the device: each step is sent its own. */
export async function openPlaygroundSent(workload: WorkloadOptions): Promise<OwnStep> {
  return open(workloadConfig(workload), 'batch');
}

async function open(given: RunConfig, placement: RunConfig['data']['placement']): Promise<OwnStep> {
  const config = { ...given, data: { ...given.data, placement } };
  return openOwnStep(await openDevice(navigator.gpu), config);
}
