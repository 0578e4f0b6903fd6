import * as tf from '@tensorflow/tfjs-core';
import { viewBackend } from '../gpu/backendView';
import { freeIdleBuffers } from '../gpu/idleBuffers';
import { RecordedStep } from '../gpu/recording/recordedStep';
import type { StepMeasure } from './stepReport';
import { trainingStep, type StepOutcome, type StepParts } from './trainingStep';

/** How training steps reach the device: eagerly, or recorded once and then replayed. */
export class StepRunner {
  private recordable: boolean;
  private recorded: { readonly step: RecordedStep; readonly names: readonly StepMeasure[] } | undefined;
  /** Whether a step has run already, if only to be compiled: everything that it needs is on the device. */
  private warm = false;

  /** @param record false runs every step eagerly; so do backends that cannot record. */
  constructor(record: boolean) {
    this.recordable = record && tf.getBackend() === 'webgpu';
  }

  /** Whether the next step will be recorded. */
  get isRecordDue(): boolean {
    return this.recordable && this.warm && this.recorded === undefined;
  }

  /** Bytes that the recorded step holds besides the backend's own buffers. */
  get recordedBytes(): number {
    return this.recorded?.step.bytes ?? 0;
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
    if (this.isRecordDue) return this.record(parts);
    this.warm = true;
    return trainingStep(parts);
  }

  /** Runs all steps eagerly from now on. */
  giveUpRecording(): void {
    this.recordable = false;
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

  private record(parts: StepParts): StepOutcome {
    const backend = viewBackend(tf.backend());
    let names: readonly StepMeasure[] = [];
    freeIdleBuffers(backend);
    const step = RecordedStep.record(backend, () => {
      const outcome = trainingStep(parts);
      names = outcome.names;
      return outcome.values;
    });
    this.recorded = { step, names };
    return { names, values: step.result as tf.Tensor1D };
  }
}
