import type { RunConfig } from '../config/runConfig';
import { TUNE_SECONDS } from '../device/tune/budget';
import { Failure } from '../failure';
import type { TunedKernel, TuneReport } from '../reports/tuning';
import type { KnownData } from '../training/estimate';
import type { Trainer } from '../training/trainer';
import { OneAtATime } from './oneAtATime';
import type { TrainingEvent } from './protocol';
import type { Tunings } from './tunings';

/** Tunes the kernels of a device beside the runs that it trains, and gives the trainer what was found for runs to come. */
export class RunTuner {
  private readonly trainer: Trainer;
  private readonly tunings: Tunings;
  /** What is known of the images that a run of a configuration trains on. */
  private readonly known: (config: RunConfig) => KnownData;
  private readonly emit: (event: TrainingEvent) => void;
  private readonly turns = new OneAtATime();
  /** Whether the next run is preceded by tuning, where that is due. */
  private tunesFirst: boolean;

  constructor(
    trainer: Trainer,
    tunings: Tunings,
    known: (config: RunConfig) => KnownData,
    emit: (event: TrainingEvent) => void,
    tunesFirst: boolean,
  ) {
    this.trainer = trainer;
    this.tunings = tunings;
    this.known = known;
    this.emit = emit;
    this.tunesFirst = tunesFirst;
    trainer.tilings = tunings.table;
  }

  get kernels(): readonly TunedKernel[] {
    return this.tunings.kernels;
  }

  /** Tunes, where that is due, while a person waits for a first run anyway; without it the run is as right, only slower. */
  async beforeFirstRun(config: RunConfig): Promise<void> {
    if (!this.tunesFirst || !this.tunings.isDue) return;
    await this.trainer.pause();
    try {
      await this.tuneFor(config, TUNE_SECONDS.unasked, (done, total) =>
        this.emit({
          type: 'phase',
          phase: 'compiling',
          detail: 'looking for the fastest kernels of this GPU',
          progress: done / total,
        }),
      );
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.emit({ type: 'notice', message: `The kernels were not tuned: ${message}` });
    } finally {
      this.tunesFirst = false;
    }
  }

  /** @throws Failure `no_webgpu` on the processor, `device_busy` while a run trains */
  async tune(config: RunConfig): Promise<TuneReport> {
    if (!this.tunings.isPossible)
      throw new Failure({
        code: 'no_webgpu',
        message: 'The processor has nothing to tune.',
        doing: 'tuning the kernels',
        remedy: 'Choose the graphics adapter in the device menu.',
      });
    if (this.trainer.isTraining)
      throw new Failure({
        code: 'device_busy',
        message: 'A run trains on this device, which would be timed with it.',
        doing: 'tuning the kernels',
        remedy: 'Pause the run, then tune.',
      });
    return this.tuneFor(config, TUNE_SECONDS.asked, (done, total) =>
      this.emit({ type: 'tuning', done, total }),
    );
  }

  cancel(): void {
    this.turns.end();
  }

  async forget(): Promise<void> {
    try {
      await this.tunings.forget();
    } finally {
      this.trainer.tilings = this.tunings.table;
    }
  }

  private async tuneFor(
    config: RunConfig,
    seconds: number,
    onProgress: (done: number, total: number) => void,
  ): Promise<TuneReport> {
    const { trainer, tunings } = this;
    try {
      return await this.turns.run((ended) =>
        trainer.aside((given) =>
          tunings.tune(config, this.known(config), {
            ...{ seconds, onProgress },
            signal: AbortSignal.any([given, ended]),
          }),
        ),
      );
    } finally {
      trainer.tilings = tunings.table;
    }
  }
}
