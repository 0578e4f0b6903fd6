import type { RunConfig } from '../../src/config/runConfig';
import { tinyRun } from './tinyRun';

/** As little as can be trained: two scenes of 16 px a step; it learns slowly enough to stay finite. */
export function smallestRun(length: number): RunConfig {
  return tinyRun((config) => {
    Object.assign(config.data, { size: 16, count: 16 });
    config.views.crops = [{ size: 16, count: 2, scaleMin: 0.4, scaleMax: 1 }];
    Object.assign(config.loss, { matchesForward: 4, matchesBackward: 4 });
    Object.assign(config.optim, { baseLr: 0.01 });
    Object.assign(config.run, { batch: 2, length, snapshotEvery: 500 });
  });
}
