import { readBundle } from '../formats/bundle/readBundle';
import type { RunBundle, RunResults } from '../formats/bundle/runBundle';
import { writeBundle } from '../formats/bundle/writeBundle';
import { writeSafetensors } from '../formats/safetensors';
import { weightsOfCheckpoint } from '../training/checkpoint';

/**
 * A kept run as what a file of it would bring, checked in the same way: what the browser kept may come from another
 * version, or be damaged.
 * @throws Failure those of `readCheckpoint`, `writeBundle` and `readBundle`
 */
export function bundleOf(results: RunResults, checkpoint: Uint8Array): RunBundle {
  return readBundle(writeBundle({ ...results, weights: weightsOfCheckpoint(checkpoint), checkpoint }));
}

/** The results alone, checked in the same way. @throws Failure those of `writeBundle` and `readBundle` */
export function checkedResults(results: RunResults): RunResults {
  const nothing = writeSafetensors({});
  const bundle = readBundle(writeBundle({ ...results, weights: nothing, checkpoint: nothing }));
  return withoutTensors(bundle);
}

/** What is known of a run beside its tensors. */
export function withoutTensors(bundle: RunBundle): RunResults {
  const { name, config, initialAlpha, step, metrics, evaluations, snapshots, data, environment } = bundle;
  return { name, config, initialAlpha, step, metrics, evaluations, snapshots, data, environment };
}
