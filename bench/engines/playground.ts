import type { RunConfig } from '../../src/config/runConfig';
import { openDevice } from '../../src/gpu/device';
import { generateScenes } from '../../src/data/synthetic/generateScenes';
import { DeviceImages } from '../../src/training/deviceImages';
import { Run } from '../../src/training/run';
import { workloadConfig, type WorkloadOptions } from '../workloads';
import type { Engine } from './engine';

/** Batches in the data set. */
const BATCHES = 4;

type Playground = Engine & { readonly run: Run };

/** The whole training step as the page runs it: new views at every step, all measures, one report each. */
export async function openPlayground(workload: WorkloadOptions): Promise<Playground> {
  return openPlaygroundOf(workloadConfig(workload));
}

/** The same for any configuration, on scenes. */
export async function openPlaygroundOf(config: RunConfig): Promise<Playground> {
  return open(config, 'device');
}

/** The same on images that do not lie on the device: each step is sent its own. */
export async function openPlaygroundSent(workload: WorkloadOptions): Promise<Playground> {
  return open(workloadConfig(workload), 'batch');
}

async function open(given: RunConfig, placement: RunConfig['data']['placement']): Promise<Playground> {
  const computer = await openDevice(navigator.gpu);
  const config = { ...given, data: { ...given.data, placement } };
  const scenes = await generateScenes(config.data.size, BATCHES * config.run.batch, config.data.seed);
  const run = new Run(computer, config, new DeviceImages(scenes));
  await run.compile(() => undefined);
  return {
    run,
    async step() {
      const measures = await run.advance().measures;
      return measures?.total ?? NaN;
    },
  };
}
