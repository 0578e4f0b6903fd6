import type * as tf from '@tensorflow/tfjs-core';
import type {
  Computer,
  Recording,
  StepCommand,
  StepRecorder,
  TensorValues,
  TimedDispatch,
} from '../compute/computer';
import type { StepMeasureNames } from './stepReport';
import { trainingStep, type StepOutcome, type StepParts } from './trainingStep';

/** How training steps reach the device: eagerly, or recorded once and then replayed. */
export class StepRunner {
  /** Absent where every step runs eagerly. */
  private record: StepRecorder | undefined;
  private recorded: { readonly step: Recording; readonly names: StepMeasureNames } | undefined;
  /** Whether a step has run already, if only to be compiled: everything that it needs is on the device. */
  private warm = false;

  /** @param isRecording false runs every step eagerly, even where it could be recorded. */
  constructor(computer: Computer, isRecording: boolean) {
    this.record = isRecording ? computer.record : undefined;
  }

  /** Whether the next step will be recorded. */
  get isRecordDue(): boolean {
    return this.record !== undefined && this.warm && this.recorded === undefined;
  }

  /** Bytes that the recorded step holds besides the backend's own buffers. */
  get recordedBytes(): number {
    return this.recorded?.step.bytes ?? 0;
  }

  /** The commands of the recorded step; empty where there is none. */
  describe(): readonly StepCommand[] {
    return this.recorded?.step.describe() ?? [];
  }

  /** Issues a timed replay of the recorded step; `undefined` where there is none. */
  time(): Promise<readonly TimedDispatch[]> | undefined {
    return this.recorded?.step.time();
  }

  /** Programs that a replay runs; `undefined` where steps run eagerly. */
  get dispatches(): number | undefined {
    return this.recorded?.step.dispatches;
  }

  /** Notes that the step was compiled, by a run that computed nothing. */
  noteCompiled(): void {
    this.warm = true;
  }

  /** Runs the step on what `parts` holds now. @throws what a recording ran into; the step's effects are undefined then. */
  run(parts: StepParts): StepOutcome {
    if (this.recorded !== undefined) {
      this.recorded.step.replay();
      return { names: this.recorded.names, values: this.recorded.step.result as tf.Tensor1D };
    }
    if (this.record !== undefined && this.warm) return this.recordWith(this.record, parts);
    this.warm = true;
    return trainingStep(parts);
  }

  /** Whether steps are replayed, so that several can go to the device in one piece. */
  get isReplaying(): boolean {
    return this.recorded !== undefined;
  }

  /** Replays a step for each of `inputs`, in one piece; only while `isReplaying`. */
  runEach(inputs: readonly (readonly TensorValues[])[]): {
    readonly names: StepMeasureNames;
    readonly values: Promise<readonly Float32Array[]>;
  } {
    const { names, step } = this.recorded!;
    return { names, values: step.replayEach(inputs) };
  }

  /** Runs all steps eagerly from now on. */
  giveUpRecording(): void {
    this.record = undefined;
  }

  /** Whether the values are the recording's, which the next replay writes anew. */
  owns(values: tf.Tensor): boolean {
    return values === this.recorded?.step.result;
  }

  /** Drops the recording: the next step is another one. */
  reset(): void {
    this.recorded?.step.dispose();
    this.recorded = undefined;
    this.warm = false;
  }

  private recordWith(record: StepRecorder, parts: StepParts): StepOutcome {
    let names: StepMeasureNames = [];
    const step = record(() => {
      const outcome = trainingStep(parts);
      names = outcome.names;
      return outcome.values;
    });
    this.recorded = { step, names };
    return { names, values: step.result as tf.Tensor1D };
  }
}
