import type { RunBundle } from '../../formats/bundle/runBundle';
import { checkpointStand } from '../../training/checkpoint';
import type { EvaluationResult } from '../../worker/protocol';
import { historyFrom } from '../history/historyFrom';
import type { LastRun } from './lastRun';

/** Pictures of masks are not in the file. */
const NO_MASKS = { height: 0, width: 0, images: [] };

/**
 * The run of a file, or one that the browser keeps, as one that was given up.
 * @throws Failure `checkpoint_bad_metadata` where its checkpoint does not say where it stands
 */
export function runFromBundle(
  bundle: RunBundle,
  { runId = null, start = null }: Partial<Pick<LastRun, 'runId' | 'start'>> = {},
): Omit<LastRun, 'request'> {
  const { config, initialAlpha, step, checkpoint, snapshots } = bundle;
  return {
    config,
    initialAlpha,
    step,
    savedStep: step,
    ...historyFrom(bundle.metrics),
    evaluations: resultsOf(bundle).filter(({ subject }) => subject === 'weights'),
    previous: null,
    checkpoint: { step: checkpointStand(checkpoint).step, file: checkpoint },
    snapshots,
    gradientLooks: [],
    runId,
    start,
  };
}

/** What the run and its baselines scored. */
export function resultsOf({ evaluations }: RunBundle): readonly EvaluationResult[] {
  return evaluations.map((evaluation) => ({ ...evaluation, masks: NO_MASKS }));
}
