import { readBundle } from '../formats/bundle/readBundle';
import type { RunBundle } from '../formats/bundle/runBundle';
import { writeBundle } from '../formats/bundle/writeBundle';
import { weightsOfCheckpoint } from '../training/checkpoint';
import type { ShelvedRun } from './runShelf';

/**
 * A kept run as what a file of it would bring, checked in the same way: what the browser kept may come from another
 * version, or be damaged.
 * @throws Failure those of `readCheckpoint`, `writeBundle` and `readBundle`
 */
export function bundleOf({ results, checkpoint }: ShelvedRun): RunBundle {
  return readBundle(writeBundle({ ...results, weights: weightsOfCheckpoint(checkpoint), checkpoint }));
}
