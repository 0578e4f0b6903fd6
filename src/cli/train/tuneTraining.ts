import type { Computer } from '../../compute/computer';
import { isSameTiling, type Tilings } from '../../config/tilings';
import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import { TUNE_SECONDS } from '../../device/tune/budget';
import { tune } from '../../device/tune/tune';
import { tilingsOf } from '../../reports/tuning';

/**
 * Finds the fastest tilings for a run before it begins, and tells what came of it.
 * @returns none on the processor, which has nothing to tune
 */
export async function tuneTraining(
  device: Computer,
  config: RunConfig,
  { count, height, width, classNames }: ImageSet,
  note: (text: string) => void,
  signal: AbortSignal,
): Promise<Tilings> {
  if (device.tilings === undefined) {
    note('The processor has nothing to tune.');
    return {};
  }
  note(`Tuning the kernels, for at most ${TUNE_SECONDS.asked} seconds`);
  const known = { count, height, width, classes: classNames?.length };
  const { kernels, left } = await tune(device, config, known, { seconds: TUNE_SECONDS.asked, signal });
  const faster = kernels.filter(({ rule, chosen }) => !isSameTiling(rule, chosen)).length;
  const untried = left === 0 ? '' : `; there was no time for ${left} smaller ones`;
  note(`${faster} of ${kernels.length} kernels are faster cut up otherwise${untried}`);
  return tilingsOf(kernels);
}
