import { rmSync } from 'node:fs';
import type { RunConfig } from '../../config/runConfig';
import type { Failure } from '../../failure';
import type { TrainerEvent } from '../../training/events';
import { MetricsLog } from './metricsLog';
import type { OutFolder } from '../files/outFolder';
import { writeJsonResult } from '../files/resultFile';
import { weightsOfCheckpoint } from '../../training/checkpoint';
import { NewestFile } from './newestFile';
import type { RunRecord } from './runRecord';

interface Listener {
  /** Weights or checkpoint could not be written; the next ones are tried again. */
  onLater(text: string): void;
  /** A line of the metrics could not be written, so that the training had better end. */
  onBroken(): void;
}

/** The files of a run, written as its events come. Nothing that cannot be written disturbs what else can. */
export class Results {
  private readonly out: OutFolder;
  private readonly listener: Listener;
  private readonly metrics: MetricsLog;
  private readonly weights: NewestFile;
  private readonly checkpoint: NewestFile;
  private broken: Failure | undefined;

  constructor(out: OutFolder, listener: Listener) {
    this.out = out;
    this.listener = listener;
    this.metrics = new MetricsLog(out.file('metrics'));
    const newest = (name: 'weights' | 'checkpoint') => {
      const file: NewestFile = new NewestFile(out.file(name), ({ info }) => {
        if (file.step !== undefined) listener.onLater(`${info.message} That of step ${file.step} stays.`);
      });
      return file;
    };
    this.weights = newest('weights');
    this.checkpoint = newest('checkpoint');
  }

  /**
   * Writes configuration, first checkpoint, and what has been measured until now, in place of an earlier run's. A disk
   * without room for them is known before the training.
   * @throws Failure `storage_full`, `storage_failed`
   */
  async begin(
    config: RunConfig,
    record: RunRecord,
    { step, file }: { readonly step: number; readonly file: Uint8Array },
  ): Promise<void> {
    await this.writeJson('config', config);
    await this.writeJson('run', record);
    // An earlier run's evaluation says nothing of this one.
    rmSync(this.out.file('evaluation'), { force: true });
    this.metrics.open();
    await this.write(step, file);
    const failure = this.weights.failure ?? this.checkpoint.failure;
    if (failure !== undefined) throw failure;
  }

  /**
   * Goes on with the files of a run after one of its steps, and with what has been measured since.
   * @throws Failure `storage_full`, `storage_failed`, `data_unreadable`
   */
  async goOn(config: RunConfig, step: number): Promise<void> {
    await this.writeJson('config', config);
    rmSync(this.out.file('evaluation'), { force: true });
    this.metrics.reopen(step);
    this.weights.step = this.checkpoint.step = step;
  }

  take(event: TrainerEvent): void {
    if (event.type === 'checkpoint') void this.write(event.step, event.file);
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
    await Promise.all([this.weights.settled(), this.checkpoint.settled()]);
  }

  /** Why something is not written; `undefined` where everything is. */
  get failure(): Failure | undefined {
    return this.broken ?? this.weights.failure ?? this.checkpoint.failure;
  }

  private async write(step: number, checkpoint: Uint8Array): Promise<void> {
    await Promise.all([
      this.checkpoint.write(step, checkpoint),
      this.weights.write(step, weightsOfCheckpoint(checkpoint)),
    ]);
  }

  private async writeJson(name: 'config' | 'run', value: unknown): Promise<void> {
    await writeJsonResult(this.out.file(name), value);
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
