import { floatValues } from '../formats/floatValues';
import { writeCheckpoint, type RunState } from './checkpoint';
import type { TrainerListener } from './events';
import type { Run } from './run';

/** When checkpoints are made while a training goes on; one is made at every rest besides. */
export type CheckpointPolicy =
  /** The first one as soon as a step has turned out good, then after so many seconds each. */
  | { readonly everySeconds: number }
  /** At each multiple of so many steps, or the next one after it that can be read in time. */
  | { readonly everySteps: number };

/**
 * Hands out checkpoints of a run as files, at intervals and whenever the run comes to rest, so that they outlive device
 * and worker. What it reads in a training is the copy that a failed step goes back to.
 */
export class CheckpointKeeper {
  private readonly run: Run;
  private readonly emit: TrainerListener;
  private readonly onError: (error: unknown) => void;
  private readonly policy: CheckpointPolicy;
  private readonly seconds: () => number;
  /** Step of the last checkpoint, or the one that the run began with. */
  private keptStep: number;
  private keptAt = -Infinity;
  private reading: Promise<void> | undefined;

  /** @param seconds training time so far */
  constructor(
    run: Run,
    emit: TrainerListener,
    onError: (error: unknown) => void,
    policy: CheckpointPolicy,
    seconds: () => number,
  ) {
    this.run = run;
    this.emit = emit;
    this.onError = onError;
    this.policy = policy;
    this.seconds = seconds;
    this.keptStep = run.step;
  }

  /** To be called after a good step; costs nothing unless a checkpoint is due, and then goes on beside the training. */
  afterStep(): void {
    const { run, policy } = this;
    if (this.reading !== undefined) return;
    if ('everySeconds' in policy && performance.now() - this.keptAt < 1000 * policy.everySeconds) return;
    if (run.goodStep <= this.keptStep) {
      if ('everySeconds' in policy) run.requestBackup();
      return;
    }
    this.reading = this.keep(run.stateOfGood()).finally(() => (this.reading = undefined));
  }

  /** To be called when no step is under way; none may begin before it resolves. */
  async atRest(): Promise<void> {
    await this.reading;
    // After a failure the run stands at an earlier step than the last checkpoint.
    if (this.run.step !== this.keptStep) await this.keep(this.run.state());
  }

  private async keep(read: Promise<RunState>): Promise<void> {
    try {
      const seconds = this.seconds();
      const state = await read;
      if (!isFinite(state)) return;
      const { step } = state;
      this.keptStep = step;
      this.keptAt = performance.now();
      this.emit({ type: 'checkpoint', step, file: writeCheckpoint({ ...state, seconds }) });
    } catch (error) {
      this.onError(error);
    }
  }
}

function isFinite({ weights }: RunState): boolean {
  return Object.values(weights).every((tensor) => {
    const values = floatValues(tensor);
    // Over millions of numbers `every` and iterators take ten times as long.
    let checked = 0;
    while (checked < values.length && Number.isFinite(values[checked])) checked++;
    return checked === values.length;
  });
}
