import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import type { Checkpoint } from '../../training/checkpoint';
import { openReferenceRun, referenceTarget } from '../../training/reference/referenceRun';
import { fileSource } from './fileSource';
import { setOptions, suggestingOptions } from './setOptions';

/** Where a run goes on that the reference has begun. */
export interface ReferenceStart {
  readonly checkpoint: Checkpoint;
  /** In what the run differs from the reference's, for people. */
  readonly lines: readonly string[];
}

/**
 * Reads a full checkpoint of the reference, to go on with it; of a large file only what is used.
 *
 * @throws Failure `data_unreadable` where the file cannot be read, and those of `referenceRun`, with the `--set`s with
 * which it would fit.
 */
export async function referenceStart(
  path: string,
  config: RunConfig,
  data: ImageSet,
): Promise<ReferenceStart> {
  const source = await fileSource(path);
  await data.arriving?.all;
  const { checkpoint, warnings } = await suggestingOptions(() =>
    openReferenceRun(source, path, referenceTarget(config, data)),
  );
  const lines = warnings.map(({ message, settings }) =>
    settings.length === 0 ? message : `${message} To keep the file’s, add ${setOptions(settings)}`,
  );
  return { checkpoint, lines };
}
