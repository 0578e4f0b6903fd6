import { totalSteps } from '../../config/length';
import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import { Failure } from '../../failure';
import { quoted } from '../../quoted';
import type { TrainerEvent } from '../../training/events';
import type { Checkpoint } from '../../training/checkpoint';
import { Trainer } from '../../training/trainer';
import type { Computer } from '../../compute/computer';
import type { Tilings } from '../../config/tilings';
import { untilAborted } from '../process/interruption';
import type { OutFolder } from '../files/outFolder';
import type { Progress } from './progress';
import { Results } from './results';
import type { SnapshotSeries } from './snapshotSeries';
import type { RunRecord } from './runRecord';
import type { StartWeights } from '../inputs/startWeights';

/** All that a training consists of. */
export interface Training {
  readonly config: RunConfig;
  readonly data: ImageSet;
  readonly start: StartWeights | undefined;
  /** Where the run goes on, in place of a start. */
  readonly from: Checkpoint | undefined;
  /** False where the folder has results of the run before that. */
  readonly isNew: boolean;
  readonly record: RunRecord;
  /** Steps between two checkpoints; left out, they are made from time to time. */
  readonly checkpointEvery: number | undefined;
  readonly device: Computer;
  /** How kernels of a new run are cut up; those that are missing, a rule says. */
  readonly tilings: Tilings;
  readonly out: OutFolder;
  /** What takes the pictures of matches. */
  readonly snapshots: SnapshotSeries;
  /** Steps after which it stops, where that is before its end. */
  readonly steps: number | undefined;
}

/**
 * Trains and writes the results as they come: an earlier run's are replaced only when everything is set up.
 * @throws Failure that ended the training, or of a result that could not be written; it says what was kept.
 * `Interrupted` where the signal was aborted before the first step.
 */
export async function runTraining(
  training: Training,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { config, data, start, from, isNew, record, checkpointEvery, device, out, snapshots } = training;
  const { steps = Infinity } = training;
  const results = new Results(out, {
    onLater: (text) => progress.note(text),
    onBroken: () => void trainer.pause(),
  });
  const trainer = new Trainer(
    device,
    (event) => {
      // What is shown is on the disk.
      results.take(event);
      if (event.type === 'matches') snapshots.take(event.snapshot);
      show(event, progress);
    },
    checkpointEvery === undefined ? {} : { checkpoints: { everySteps: checkpointEvery } },
  );
  trainer.tilings = training.tilings;
  await untilAborted(signal, trainer.setData(data));
  const setUp =
    from === undefined ? trainer.configure(config, start?.tensors) : trainer.resume({ ...from, config });
  await untilAborted(signal, setUp);
  const done = from?.step ?? 0;
  const end = () => {
    progress.note('Ending after the step under way, and saving. Once more ends at once.');
    void trainer.pause();
  };
  signal.addEventListener('abort', end);
  try {
    if (isNew) await results.begin(config, record, await trainer.exportCheckpoint());
    else await results.goOn(config, done);
    const until = Math.min(steps, totalSteps(config, data.count));
    progress.start(until);
    if (!signal.aborted && until > done) await trainer.step(until - done);
  } finally {
    signal.removeEventListener('abort', end);
    progress.stop();
    await results.close();
  }
  const kept = `Kept in ${quoted(out.path)}: ${results.kept}.`;
  const failure = trainer.failure ?? results.failure;
  if (failure !== undefined) throw withRemark(failure, kept);
  if (signal.aborted) progress.note(`Ended early. ${kept}`);
}

function show(event: TrainerEvent, progress: Progress): void {
  if (event.type === 'step') progress.update(event.report);
  if (event.type === 'notice') progress.note(event.message);
}

/** The same failure, with a sentence more about what to do. */
function withRemark({ info, cause }: Failure, remark: string): Failure {
  const remedy = info.remedy === undefined ? remark : `${info.remedy} ${remark}`;
  return new Failure({ ...info, remedy }, { cause });
}
