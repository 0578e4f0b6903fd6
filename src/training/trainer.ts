import { checkConfig } from '../config/check';
import { totalSteps } from '../config/length';
import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import { Failure } from '../failure';
import { DeviceImages } from './deviceImages';
import type { Phase, TrainerListener } from './events';
import { Observer } from './observer';
import { Run, type IssuedStep } from './run';
import { exportWeights } from './exportWeights';
import { findNonFinite, stepReport } from './stepReport';
import { Throughput } from './throughput';

/** What the trainer needs of the device that computes. */
export interface TrainerDevice {
  /** Resolves when the device goes away; absent where that cannot happen. */
  readonly lost?: Promise<Failure>;
  /** Bytes that the device holds. */
  bytesInUse(): number;
}

/** Steps that may be under way on the device at once: one computes while the next is prepared. */
const MAX_IN_FLIGHT = 2;

/** Runs trainings on one data set at a time: set up, go, pause, change live values, start over. */
export class Trainer {
  /** The failure that stopped the last training, if one did. */
  failure: Failure | undefined;
  private readonly device: TrainerDevice;
  private readonly emit: TrainerListener;
  private images: DeviceImages | undefined;
  private run: Run | undefined;
  private observer: Observer | undefined;
  private readonly throughput = new Throughput();
  /** The loop under way; resolves when it has come to rest. */
  private loop: Promise<void> | undefined;
  private stopping = false;

  constructor(device: TrainerDevice, listener: TrainerListener) {
    this.device = device;
    this.emit = listener;
    void device.lost?.then((failure) => this.fail(failure));
  }

  /** Takes over a data set and drops the run on the one before. */
  async setData(data: ImageSet): Promise<void> {
    await this.pause();
    this.dropRun();
    this.images?.dispose();
    this.images = new DeviceImages(data);
  }

  /**
   * Sets up a new run: new weights from the seed, step 0, everything compiled.
   * @throws Failure `data_missing` without data, `config_invalid` when the configuration cannot run on it.
   */
  async configure(config: RunConfig): Promise<void> {
    await this.pause();
    const images = this.images;
    if (images === undefined) {
      throw new Failure({
        code: 'data_missing',
        message: 'There are no images to train on.',
        remedy: 'Choose image files, or the built-in scenes, in the data panel.',
      });
    }
    requireRunnable(config, images.data);
    this.dropRun();
    this.failure = undefined;
    const run = new Run(config, images);
    this.run = run;
    this.emit({
      type: 'run',
      config,
      totalSteps: totalSteps(config, images.data.count),
      parameterCount: run.model.parameterCount,
    });
    this.phase('compiling');
    await run.compile((done, total) =>
      this.emit({
        type: 'phase',
        phase: 'compiling',
        detail: `${done} of ${total} programs`,
        progress: done / total,
      }),
    );
    this.observer = new Observer(run, images);
    await this.observe();
    this.phase('ready');
  }

  /**
   * Takes over changed values at the next step.
   * @throws Failure `config_invalid` when they cannot be taken over by this run.
   */
  update(config: RunConfig): void {
    const run = this.requireRun();
    requireRunnable(config, run.images.data);
    run.update(config);
  }

  /** Trains to the end of the run or to the next pause; resolves once training has begun. */
  train(): void {
    const run = this.requireRun();
    void this.begin(totalSteps(run.config, run.images.data.count));
  }

  /** Does a number of steps, at most to the end of the run, and pauses; resolves when they are done. */
  async step(steps: number): Promise<void> {
    const run = this.requireRun();
    await this.pause();
    await this.begin(Math.min(run.step + steps, totalSteps(run.config, run.images.data.count)));
  }

  /** Ends the training after the steps under way; resolves when it has come to rest. */
  async pause(): Promise<void> {
    this.stopping = true;
    await this.loop;
  }

  /** Back to step 0 with the configuration as it is now. */
  async reset(): Promise<void> {
    await this.configure(this.requireRun().config);
  }

  /** Shows another image in the correspondence view. */
  async showImage(imageIndex: number): Promise<void> {
    const { observer } = this;
    if (observer === undefined) return;
    observer.imageIndex = imageIndex;
    this.emit({ type: 'matches', snapshot: await observer.snapshot() });
  }

  /** The model as a safetensors file. */
  async exportWeights(): Promise<Uint8Array> {
    const run = this.requireRun();
    return exportWeights(await run.model.read(), run.config, run.step);
  }

  private begin(until: number): Promise<void> {
    if (this.loop !== undefined) return this.loop;
    const run = this.requireRun();
    if (run.step >= until) return Promise.resolve();
    this.stopping = false;
    this.failure = undefined;
    this.loop = this.trainUntil(run, until).finally(() => (this.loop = undefined));
    return this.loop;
  }

  private async trainUntil(run: Run, until: number): Promise<void> {
    this.phase('running');
    this.throughput.start();
    const inFlight: Promise<void>[] = [];
    try {
      while (!this.stopping && run.step < until) {
        inFlight.push(this.settle(run, run.advance()));
        while (inFlight.length >= MAX_IN_FLIGHT) await inFlight.shift();
        if (run.step % run.config.run.snapshotEvery === 0) {
          await Promise.all(inFlight.splice(0));
          await this.observe();
        }
      }
      await Promise.all(inFlight.splice(0));
    } catch (error) {
      await Promise.allSettled(inFlight);
      this.fail(error instanceof Failure ? error : internal(error));
    }
    this.throughput.stop();
    const finished = run.step >= totalSteps(run.config, run.images.data.count);
    this.phase(this.failure !== undefined ? 'failed' : finished ? 'finished' : 'paused');
  }

  /** Waits for a step, reports it when that is due, and takes the last good weights back when it went wrong. */
  private async settle(run: Run, issued: IssuedStep): Promise<void> {
    const measures = await issued.measures;
    this.throughput.tick();
    if (measures === undefined || this.failure !== undefined) return;
    const failure = findNonFinite(measures, issued.step, run.goodStep);
    if (failure !== undefined) {
      this.stopping = true;
      run.restoreGood();
      throw failure;
    }
    run.confirm(issued.step);
    this.emit({
      type: 'step',
      report: stepReport(measures, {
        step: issued.step,
        alpha: issued.alpha,
        learningRate: issued.learningRate,
        imagesPerSecond: this.throughput.stepsPerSecond * run.config.run.batch,
        gpuBytes: this.device.bytesInUse() + run.recordedBytes,
        seconds: this.throughput.seconds,
      }),
    });
  }

  private async observe(): Promise<void> {
    const { observer } = this;
    if (observer === undefined) return;
    this.emit({ type: 'accuracy', report: await observer.accuracy() });
    this.emit({ type: 'matches', snapshot: await observer.snapshot() });
  }

  private fail(failure: Failure): void {
    if (this.failure !== undefined) return;
    this.failure = failure;
    this.stopping = true;
    const step = this.run?.step;
    this.emit({ type: 'failure', failure: failure.info, ...(step === undefined ? {} : { step }) });
    if (this.loop === undefined) this.phase('failed');
  }

  private requireRun(): Run {
    if (this.run !== undefined) return this.run;
    throw new Failure({
      code: 'data_missing',
      message: 'No run is set up yet.',
      remedy: 'Choose a data set and wait until it is loaded.',
    });
  }

  private dropRun(): void {
    this.observer = undefined;
    this.run?.dispose();
    this.run = undefined;
  }

  private phase(phase: Phase): void {
    this.emit({ type: 'phase', phase });
  }
}

function requireRunnable(config: RunConfig, data: ImageSet): void {
  const problems = checkConfig(config, data);
  if (problems.length === 0) return;
  throw new Failure({
    code: 'config_invalid',
    message: problems.map(({ path, message }) => `${path}: ${message}`).join('; ') + '.',
    remedy: 'Change these fields and try again.',
  });
}

function internal(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return new Failure({ code: 'internal', message, doing: 'training' }, { cause: error });
}
