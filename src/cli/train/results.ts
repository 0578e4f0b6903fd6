import { rmSync } from 'node:fs';
import type { RunConfig } from '../../config/runConfig';
import type { Failure } from '../../failure';
import type { TrainerEvent } from '../../training/events';
import { writeAtomically } from '../files/atomicFile';
import { writeFailure } from '../files/fileFailures';
import { MetricsLog } from './metricsLog';
import type { OutFolder } from '../files/outFolder';
import { WeightsFile } from './weightsFile';

interface Listener {
  /** Weights could not be written; the next ones are tried again. */
  onLater(text: string): void;
  /** A line of the metrics could not be written, so that the training had better end. */
  onBroken(): void;
}

/** The files of a run, written as its events come. Nothing that cannot be written disturbs what else can. */
export class Results {
  private readonly out: OutFolder;
  private readonly listener: Listener;
  private readonly metrics: MetricsLog;
  private readonly weights: WeightsFile;
  private broken: Failure | undefined;

  constructor(out: OutFolder, listener: Listener) {
    this.out = out;
    this.listener = listener;
    this.metrics = new MetricsLog(out.file('metrics'));
    this.weights = new WeightsFile(out.file('weights'), ({ info }) => {
      const { step } = this.weights;
      if (step !== undefined) listener.onLater(`${info.message} The weights of step ${step} stay.`);
    });
  }

  /**
   * Writes configuration, first weights, and what has been measured until now, in place of an earlier run's. A disk
   * without room for them is known before the training.
   * @throws Failure `storage_full`, `storage_failed`
   */
  async begin(config: RunConfig, weights: Uint8Array): Promise<void> {
    const path = this.out.file('config');
    await writeAtomically(path, `${JSON.stringify(config, null, 2)}\n`).catch((error: unknown) => {
      throw writeFailure(path, error);
    });
    // An earlier run's evaluation says nothing of this one.
    rmSync(this.out.file('evaluation'), { force: true });
    this.metrics.open();
    await this.weights.write(0, weights);
    if (this.weights.failure !== undefined) throw this.weights.failure;
  }

  take(event: TrainerEvent): void {
    if (event.type === 'weights') void this.weights.write(event.step, event.file);
    if (this.broken !== undefined) return;
    try {
      this.metrics.take(event);
    } catch (error) {
      this.broken = error as Failure;
      this.listener.onBroken();
    }
  }

  /** Resolves when all that can be written is. */
  async close(): Promise<void> {
    this.metrics.close();
    await this.weights.settled();
  }

  /** Why something is not written; `undefined` where everything is. */
  get failure(): Failure | undefined {
    return this.broken ?? this.weights.failure;
  }

  /** What is in the files, as part of a sentence. */
  get kept(): string {
    const { step } = this.weights;
    const { lastStep } = this.metrics;
    const parts = [
      ...(step === undefined ? [] : [`the weights of step ${step}`]),
      ...(lastStep === undefined ? [] : [`metrics up to step ${lastStep}`]),
    ];
    return parts.length === 0 ? 'nothing' : parts.join(', ');
  }
}
