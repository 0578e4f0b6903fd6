import { openDevice } from '../../src/gpu/device';
import { generateScenes } from '../../src/data/synthetic/generateScenes';
import { DeviceImages } from '../../src/training/deviceImages';
import { Run } from '../../src/training/run';
import { workloadConfig, type WorkloadOptions } from '../workloads';
import type { Engine } from './engine';

/** Batches in the data set. */
const BATCHES = 4;

/** The whole training step as the page runs it: new views at every step, all measures, one report each. */
export async function openPlayground(workload: WorkloadOptions): Promise<Engine & { readonly run: Run }> {
  const computer = await openDevice(navigator.gpu);
  const config = workloadConfig(workload);
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
