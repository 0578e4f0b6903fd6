import { totalSteps } from '../config/length';
import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import { Failure } from '../failure';
import { DeviceImages } from './deviceImages';
import type { BufferLimits } from './estimateLimits';
import type { Phase, TrainerListener } from './events';
import { requireFitted } from './loadWeights';
import { nextTurn } from './nextTurn';
import { Observer } from './observer';
import { modelSpecs, Run, runsMixed, type IssuedStep } from './run';
import { exportWeights } from './exportWeights';
import { requireFitting, requireRunnable } from './requirements';
import { findNonFinite, stepReport } from './stepReport';
import { Throughput } from './throughput';
import type { Weights, WeightsTarget } from './weights/fitWeights';

/** What the trainer needs of the device that computes. */
export interface TrainerDevice {
  /** Resolves when the device goes away; absent where that cannot happen. */
  readonly lost?: Promise<Failure>;
  /** What the device allows; absent where nothing is limited. */
  readonly summary?: BufferLimits;
  /** Bytes that the device holds. */
  bytesInUse(): number;
}

/** Steps that may be under way on the device at once: one computes while the next is prepared. */
const MAX_IN_FLIGHT = 2;

const START_DROPPED =
  'This run starts from new weights, drawn from the seed. Open the weights file again to start from it.';

const NOT_MIXED = 'Mixed precision needs WebGPU; this run trains in 32-bit floats.';

/** Runs trainings on one data set at a time: set up, go, pause, change live values, start over. */
export class Trainer {
  /** The failure that stopped the last training, if one did. */
  failure: Failure | undefined;
  private readonly device: TrainerDevice;
  private readonly emit: TrainerListener;
  private images: DeviceImages | undefined;
  private run: Run | undefined;
  /** Weights that were loaded, from which this run starts and starts over. */
  private start: Weights | undefined;
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
   * Sets up a new run: step 0, everything compiled, weights from the seed except for those that `start` has. Weights
   * that were loaded for the run before are given up, and a notice says so.
   * @throws Failure `data_missing` without data, `config_invalid` when the configuration cannot run on it,
   * `out_of_memory` when it needs larger buffers than the device allows, and those of `loadWeights`.
   */
  async configure(config: RunConfig, start?: Weights): Promise<void> {
    const isDropped = this.start !== undefined && start === undefined;
    await this.setUp(config, start);
    if (isDropped) this.emit({ type: 'notice', message: START_DROPPED });
    if (config.optim.precision === 'mixed' && !runsMixed(config))
      this.emit({ type: 'notice', message: NOT_MIXED });
  }

  private async setUp(config: RunConfig, start: Weights | undefined): Promise<void> {
    await this.pause();
    const { images } = this;
    if (images === undefined) {
      throw new Failure({
        code: 'data_missing',
        message: 'There are no images to train on.',
        remedy: 'Choose image files, or the built-in scenes, in the data panel.',
      });
    }
    requireRunnable(config, images.data);
    requireFitting(config, images.data, this.device.summary);
    this.dropRun();
    this.failure = undefined;
    const run = new Run(config, images, {
      onNotice: (message) => this.emit({ type: 'notice', message }),
      ...(start === undefined ? {} : { start }),
    });
    this.run = run;
    this.start = start;
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

  /** Back to step 0 with the configuration as it is now, and with the weights that were loaded, if any were. */
  async reset(): Promise<void> {
    await this.setUp(this.requireRun().config, this.start);
  }

  /** The model of the run, for `fitWeights`. */
  get weightsTarget(): WeightsTarget {
    const { config, images } = this.requireRun();
    return { specs: modelSpecs(config, images.data), backbone: config.model.backbone };
  }

  /**
   * Starts the run over from given weights: step 0, a fresh optimiser, and what the weights lack drawn from the seed.
   * They stay the start of every reset until a new configuration is set up.
   * @throws Failure `weights_mismatch` when one of them is not the model's; the run is left as it was.
   */
  async loadWeights(tensors: Weights): Promise<void> {
    const { config } = this.requireRun();
    requireFitted(this.weightsTarget.specs, tensors);
    await this.setUp(config, tensors);
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
    const { config, model, step } = this.requireRun();
    return exportWeights(await model.read(), config, step);
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
        const settled = this.settle(run, run.advance());
        // It may fail while something else is awaited; it is awaited itself later.
        settled.catch(() => undefined);
        inFlight.push(settled);
        while (inFlight.length >= MAX_IN_FLIGHT) await inFlight.shift();
        if (run.step % run.config.run.snapshotEvery === 0) {
          await Promise.all(inFlight.splice(0));
          await this.observe();
        }
        await nextTurn();
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

function internal(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return new Failure({ code: 'internal', message, doing: 'training' }, { cause: error });
}
