import type { RunBundle } from '../../formats/bundle/runBundle';
import { checkpointStand } from '../../training/checkpoint';
import type { EvaluationResult } from '../../worker/protocol';
import { historyFrom } from '../history/historyFrom';
import type { LastRun } from './lastRun';

/** Pictures of masks are not in the file. */
const NO_MASKS = { height: 0, width: 0, images: [] };

/**
 * The run of a file, as one that was given up.
 * @throws Failure `checkpoint_bad_metadata` where its checkpoint does not say where it stands
 */
export function runFromBundle(bundle: RunBundle): Omit<LastRun, 'request'> {
  const { config, initialAlpha, step, checkpoint } = bundle;
  return {
    config,
    initialAlpha,
    step,
    savedStep: step,
    ...historyFrom(bundle.metrics),
    evaluations: resultsOf(bundle).filter(({ subject }) => subject === 'weights'),
    previous: null,
    checkpoint: { step: checkpointStand(checkpoint).step, file: checkpoint },
    start: null,
  };
}

/** What the run and its baselines scored. */
export function resultsOf({ evaluations }: RunBundle): readonly EvaluationResult[] {
  return evaluations.map((evaluation) => ({ ...evaluation, masks: NO_MASKS }));
}
