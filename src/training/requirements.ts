import { checkConfig } from '../config/check';
import type { Computer } from '../compute/computer';
import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import { Failure } from '../failure';
import { estimateRun } from './estimate';
import { checkDevice } from './estimateLimits';

/** @throws Failure `config_invalid` when the configuration cannot run on the data. */
export function requireRunnable(config: RunConfig, data: ImageSet): void {
  const problems = checkConfig(config, data);
  if (problems.length === 0) return;
  throw new Failure({
    code: 'config_invalid',
    message: problems.map(({ path, message }) => `${path}: ${message}`).join('; ') + '.',
    remedy: 'Change these fields and try again.',
  });
}

/** What a run is to fit on. */
type FittingComputer = Pick<Computer, 'dryRun' | 'summary'>;

/** @throws Failure `out_of_memory` when the run needs a larger buffer than the device allows. */
export function requireFitting(config: RunConfig, data: ImageSet, computer: FittingComputer): void {
  const { count, height, width, classNames } = data;
  const known = { count, height, width, classes: classNames?.length };
  const [problem] = checkDevice(estimateRun(computer, config, known), computer.summary);
  if (problem !== undefined) throw new Failure(problem);
}
