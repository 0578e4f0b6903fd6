import type { Computer } from '../../compute/computer';
import type { RunConfig } from '../../config/runConfig';
import { generateScenes } from '../../data/synthetic/generateScenes';
import { DeviceImages } from '../../training/deviceImages';
import { Run } from '../../training/run';
import type { StepEngine } from './stepEngine';

/** Batches in the data set. */
const BATCHES = 4;

export interface OwnStep extends StepEngine {
  readonly run: Run;
  dispose(): void;
}

/** The whole training step as the page runs it, on built-in scenes: new views at every step, all measures, one report each. */
export async function openOwnStep(computer: Computer, config: RunConfig): Promise<OwnStep> {
  const scenes = await generateScenes(config.data.size, BATCHES * config.run.batch, config.data.seed);
  const images = new DeviceImages(scenes);
  const run = new Run(computer, config, images);
  await run.compile(() => undefined);
  return {
    run,
    async step() {
      const measures = await run.advance().measures;
      return measures?.total ?? NaN;
    },
    dispose() {
      run.dispose();
      images.dispose();
    },
  };
}
