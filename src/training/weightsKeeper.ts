import type { TensorData } from '../formats/tensorData';
import type { TrainerListener } from './events';
import { exportWeights } from './exportWeights';
import { readInPortions } from './readTensors';
import type { Run } from './run';

/**
 * Hands out the last good weights of a run as files, at intervals and whenever the run comes to rest, so that they
 * outlive device and worker. What it reads in a training is the copy that a failed step goes back to.
 */
export class WeightsKeeper {
  private readonly run: Run;
  private readonly emit: TrainerListener;
  private readonly onError: (error: unknown) => void;
  private readonly seconds: number;
  /** Step of the weights that were handed out last, or that the run began with. */
  private keptStep: number;
  private keptAt = -Infinity;
  private reading: Promise<void> | undefined;

  /** @param seconds between two files while training; the first one comes as soon as there are good weights. */
  constructor(run: Run, emit: TrainerListener, onError: (error: unknown) => void, seconds: number) {
    this.run = run;
    this.emit = emit;
    this.onError = onError;
    this.seconds = seconds;
    this.keptStep = run.step;
  }

  /** To be called after a good step; costs nothing unless weights are due, and then goes on beside the training. */
  afterStep(): void {
    const { run } = this;
    if (this.reading !== undefined || performance.now() - this.keptAt < 1000 * this.seconds) return;
    if (run.goodStep <= this.keptStep) {
      run.requestBackup();
      return;
    }
    this.reading = this.keep(run.goodStep, run.readGood()).finally(() => (this.reading = undefined));
  }

  /** To be called when no step is under way; none may begin before it resolves. */
  async atRest(): Promise<void> {
    await this.reading;
    const { model, step } = this.run;
    // After a failure the run stands at an earlier step than the weights that were handed out.
    if (step === this.keptStep) return;
    await this.keep(step, readInPortions(model.specs, model.tensors));
  }

  private async keep(step: number, read: Promise<Readonly<Record<string, TensorData>>>): Promise<void> {
    try {
      const tensors = await read;
      if (!areFinite(tensors)) return;
      this.keptStep = step;
      this.keptAt = performance.now();
      this.emit({ type: 'weights', step, file: exportWeights(tensors, this.run.config, step) });
    } catch (error) {
      this.onError(error);
    }
  }
}

function areFinite(tensors: Readonly<Record<string, TensorData>>): boolean {
  return Object.values(tensors).every(({ data }) => {
    // Over millions of numbers `every` and iterators take ten times as long.
    let checked = 0;
    while (checked < data.length && Number.isFinite(data[checked])) checked++;
    return checked === data.length;
  });
}
