import type { Computer } from '../compute/computer';
import type { Tilings } from '../config/tilings';
import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import { Failure } from '../failure';
import type { EvaluationRequest, EvaluationResult } from '../reports/evaluationResult';
import type { StepProfile } from '../reports/stepProfile';
import { dataFingerprint } from '../data/dataFingerprint';
import type { Checkpoint } from './checkpoint';
import type { CheckpointPolicy } from './checkpointKeeper';
import { DeviceImages } from './deviceImages';
import { DeviceWatch } from './deviceWatch';
import type { EvaluationSources } from './evaluateRun';
import { FeatureCache } from '../evaluation/featureCache';
import { EvaluationImages, type ReadKept } from './evaluationImages';
import type { TrainerListener } from './events';
import { BetweenSteps } from './betweenSteps';
import { requireAll, requireFitted } from './loadWeights';
import { requireFitting, requireRunnable } from './requirements';
import { modelSpecs, Run, runsMixed } from './run';
import { SupervisedBaseline } from './supervisedBaseline';
import { TimeLeft } from './timeLeft';
import { Training, type TrainingContext } from './training';
import type { Weights, WeightsTarget } from './weights/fitWeights';

const START_DROPPED =
  'This run starts from new weights, drawn from the seed. Open the weights file again to start from it.';

const NOT_MIXED = 'Mixed precision needs WebGPU; this run trains in 32-bit floats.';

export interface TrainerOptions {
  readonly checkpoints?: CheckpointPolicy;
}

/**
 * Runs trainings on one data set at a time: set up, go, pause, change live values, start over. Whatever cannot be done
 * leaves the run and its phase as they were, or ends in the phase `failed`; once the device is lost, its loss is what
 * every command fails with.
 */
export class Trainer {
  /** How kernels of new runs are cut up; one that goes on takes those that it was recorded with. */
  tilings: Tilings = {};
  private readonly context: TrainingContext;
  private images: DeviceImages | undefined;
  private sources: EvaluationSources | undefined;
  private training: Training | undefined;
  /** Weights that were loaded, from which this run starts and starts over. */
  private start: Weights | undefined;
  /** How the kernels of this run are cut up, where it was set up to be like another. */
  private ownTilings: Tilings | undefined;
  /** What is done on the device aside from runs waits while one is set up, and the set-up waits for it. */
  private readonly asides = new BetweenSteps();

  constructor(
    computer: Computer,
    listener: TrainerListener,
    { checkpoints = { everySeconds: 30 } }: TrainerOptions = {},
  ) {
    const watch = new DeviceWatch(computer.lost, (failure) => this.tellLoss(failure));
    this.context = { computer, watch, emit: listener, checkpoints };
  }

  /** The failure that stopped the last training, if one did; the loss of the device before all others. */
  get failure(): Failure | undefined {
    return this.context.watch.loss ?? this.training?.failure;
  }

  /**
   * Takes over a data set and drops the run on the one before.
   * @param readKept gives the images for evaluation that `data` does not have.
   */
  async setData(data: ImageSet, readKept: ReadKept = () => Promise.resolve([])): Promise<void> {
    await this.pause();
    await this.context.watch.run(() => this.dropRun());
    this.images?.dispose();
    this.images = new DeviceImages(data);
    this.sources = {
      images: new EvaluationImages(data, readKept),
      supervised: new SupervisedBaseline(),
      cache: new FeatureCache(),
    };
  }

  /**
   * Sets up a new run: step 0, everything compiled, weights from the seed except for those that `start` has. Weights
   * that were loaded for the run before are given up, and a notice says so.
   * @param tilings how its kernels are cut up; left out, as `tilings` says
   * @throws Failure `data_missing` without data, `config_invalid` when the configuration cannot run on it,
   * `out_of_memory` when it needs larger buffers than the device allows, and those of `loadWeights`.
   */
  async configure(config: RunConfig, start?: Weights, tilings?: Tilings): Promise<void> {
    const isDropped = this.start !== undefined && start === undefined;
    await this.setUp(config, start, undefined, tilings);
    if (isDropped) this.context.emit({ type: 'notice', message: START_DROPPED });
    if (config.optim.precision === 'mixed' && !runsMixed(config, this.context.computer))
      this.context.emit({ type: 'notice', message: NOT_MIXED });
  }

  /** @param from where the run goes on; left out, it begins */
  private async setUp(
    config: RunConfig,
    start: Weights | undefined,
    from?: Checkpoint,
    tilings?: Tilings,
  ): Promise<void> {
    const { computer, watch } = this.context;
    try {
      await watch.run(async () => {
        await this.pause();
        await this.asides.stepsBegin();
        const images = this.requireImages();
        requireRunnable(config, images.data);
        requireFitting(config, images.data, computer);
        if (from !== undefined) requireAll(modelSpecs(config, images.data), from.weights);
        await this.dropRun();
        this.start = start;
        this.ownTilings = tilings;
        await this.begin(config, images, from);
      });
    } finally {
      this.settlePhase();
      void this.asides.stepsEnd();
    }
  }

  private async begin(config: RunConfig, images: DeviceImages, from: Checkpoint | undefined): Promise<void> {
    const { computer, emit, checkpoints } = this.context;
    // Runs of earlier versions, which recorded none, were cut up by the rule.
    computer.tilings?.use(from === undefined ? (this.ownTilings ?? this.tilings) : (from.tilings ?? {}));
    const run = new Run(computer, config, images, {
      onNotice: (message) => emit({ type: 'notice', message }),
      start: this.start,
      from,
      backupEvery: 'everySteps' in checkpoints ? checkpoints.everySteps : undefined,
    });
    emit({
      type: 'run',
      config,
      totalSteps: run.totalSteps,
      parameterCount: run.model.parameterCount,
      ...(from === undefined ? {} : { step: from.step }),
    });
    emit({ type: 'phase', phase: 'compiling' });
    try {
      const left = new TimeLeft();
      await run.compile((done, total) =>
        emit({
          type: 'phase',
          phase: 'compiling',
          detail: `${done} of ${total} programs`,
          progress: done / total,
          secondsLeft: left.at(done / total),
        }),
      );
    } catch (error) {
      run.dispose();
      throw error;
    }
    this.training = new Training(run, this.sources!, this.context, from?.seconds);
    // The first step can be done; what a look at the model needs besides is compiled after that.
    this.settlePhase();
    await this.training.observe();
  }

  /**
   * Takes over changed values at the next step, a changed length with the schedule that follows from it too; a `config`
   * event tells.
   * @throws Failure `config_invalid` when they cannot be taken over by this run.
   */
  update(config: RunConfig): void {
    this.requireTraining().update(config);
  }

  /** Trains to the end of the run or to the next pause, once all images are there; resolves at once. */
  train(): void {
    void this.requireTraining().go();
  }

  /** Does a number of steps, at most to the end of the run, and pauses; resolves when they are done. */
  async step(steps: number): Promise<void> {
    const training = this.requireTraining();
    await this.pause();
    await this.context.watch.run(() => training.go(training.run.step + steps));
  }

  /** Whether steps are being done, or will be as soon as what they wait for is. */
  get isTraining(): boolean {
    return this.training?.isGoing ?? false;
  }

  /** Ends the training after the steps under way; resolves when it has come to rest, which it has on a lost device. */
  async pause(): Promise<void> {
    const { watch } = this.context;
    const stopped = watch.run(async () => this.training?.stop());
    await stopped.catch((error: unknown) => {
      if (error !== watch.loss) throw error;
    });
  }

  /** Back to step 0 with the configuration as it is now, and with the weights that were loaded, if any were. */
  async reset(): Promise<void> {
    await this.setUp(this.requireTraining().run.config, this.start, undefined, this.ownTilings);
  }

  /**
   * Trains on after a loss that was not finite: from the last good weights, the optimiser as it was then, and the base
   * learning rate times `learningRateFactor`; a `config` event tells that.
   * @throws Failure `config_invalid` when the rate that results is none.
   */
  async goOn(learningRateFactor: number): Promise<void> {
    const training = this.requireTraining();
    await this.pause();
    const { config } = training.run;
    const baseLr = config.optim.baseLr * learningRateFactor;
    if (!(baseLr >= 0 && baseLr < Infinity))
      throw new Failure({
        code: 'config_invalid',
        message: `${baseLr} is no learning rate.`,
        doing: 'going on from the last good weights',
        remedy: 'Go on with the same learning rate, or a part of it.',
      });
    if (learningRateFactor !== 1) training.update({ ...config, optim: { ...config.optim, baseLr } });
    void training.go();
  }

  /** The model of the run, for `fitWeights`. */
  get weightsTarget(): WeightsTarget {
    const { config, images } = this.requireTraining().run;
    return { specs: modelSpecs(config, images.data), model: config.model };
  }

  /**
   * Starts the run over from given weights: step 0, a fresh optimiser, and what the weights lack drawn from the seed.
   * They stay the start of every reset until a new configuration is set up.
   * @throws Failure `weights_mismatch` when one of them is not the model's; the run is left as it was.
   */
  async loadWeights(tensors: Weights): Promise<void> {
    const { config } = this.requireTraining().run;
    requireFitted(this.weightsTarget.specs, tensors);
    await this.setUp(config, tensors);
  }

  /**
   * Sets up the run of a checkpoint, which then goes on as if nothing had been. Resets go back to where they went before.
   * @throws Failure those of `configure` and `loadWeights`; `data_changed` where other images are loaded than the run
   * was trained on.
   */
  async resume(checkpoint: Checkpoint): Promise<void> {
    const { config, initialAlpha } = checkpoint;
    const images = this.requireImages();
    await this.context.watch.run(() => images.complete);
    if (dataFingerprint(images.data) !== checkpoint.data)
      throw new Failure({
        code: 'data_changed',
        message: 'These are not the images that the run was trained on.',
        doing: 'going on with a run',
        remedy: 'Choose the same files, in full.',
      });
    // The run gets the expanders that it had, whatever α became since.
    const setUp = { ...config, loss: { ...config.loss, alpha: initialAlpha } };
    await this.setUp(setUp, this.start, checkpoint);
    if (config.loss.alpha !== initialAlpha) this.update(config);
  }

  /** Shows another image in the correspondence view. */
  async showImage(imageIndex: number): Promise<void> {
    await this.context.watch.run(async () => this.training?.showImage(imageIndex));
  }

  /**
   * Measures by probes what the run's weights have learned, or a baseline; `evaluation` events tell how far it is. Steps
   * wait meanwhile, and a training goes on afterwards as if nothing had been. A new run ends it.
   * @throws Failure `cancelled` when it was ended.
   */
  async evaluate(request: EvaluationRequest): Promise<EvaluationResult> {
    const training = this.requireTraining();
    return this.context.watch.run(() => training.evaluate(request));
  }

  /**
   * Does something that changes nothing of the run, while no step is under way; a training waits for it, and goes on to
   * the bit as without it.
   * @throws Failure `cancelled` when the run is given up before.
   */
  async between<T>(
    task: (training: Pick<Training, 'run' | 'moments'>, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const training = this.requireTraining();
    return this.context.watch.run(() => training.between((signal) => task(training, signal)));
  }

  /**
   * Does something on the device that needs no run: between two steps where one is set up, and at any time where none is.
   * @throws Failure `cancelled` when the run that it waited for is given up before.
   */
  async aside<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { watch } = this.context;
    watch.require();
    return watch.run(() =>
      this.asides.run((signal) => (this.training === undefined ? task(signal) : this.training.between(task))),
    );
  }

  /** The images that runs are evaluated on; there once a data set is. */
  get evaluationImages(): EvaluationImages | undefined {
    return this.sources?.images;
  }

  /** Ends the evaluations under way; resolves when they are over. */
  async endEvaluations(): Promise<void> {
    await this.context.watch.run(async () => this.training?.endEvaluations());
  }

  /** The model as a safetensors file. */
  async exportWeights(): Promise<Uint8Array> {
    const training = this.requireTraining();
    return this.context.watch.run(() => training.exportWeights());
  }

  /** The run as a file that `resume` goes on from, see `writeCheckpoint`. */
  async exportCheckpoint(): Promise<{ readonly step: number; readonly file: Uint8Array }> {
    const training = this.requireTraining();
    return this.context.watch.run(() => training.exportCheckpoint());
  }

  /** What the programs of a step cost; training goes on meanwhile, and the run is as it was. */
  profileStep(): Promise<StepProfile> {
    const { run } = this.requireTraining();
    return this.context.watch.run(() => run.profileStep());
  }

  /** Tells the phase that the run is in, after one that came to nothing: loading, setting up. */
  settlePhase(): void {
    if (this.training !== undefined) this.training.settlePhase();
    else this.context.emit({ type: 'phase', phase: 'failed' });
  }

  private tellLoss(failure: Failure): void {
    const { emit } = this.context;
    const step = this.training?.run.step;
    emit({ type: 'failure', failure: failure.info, ...(step === undefined ? {} : { step }) });
    emit({ type: 'phase', phase: 'failed' });
    void this.training?.stop();
  }

  private requireImages(): DeviceImages {
    if (this.images !== undefined) return this.images;
    throw new Failure({
      code: 'data_missing',
      message: 'There are no images to train on.',
      remedy: 'Choose image files, or the built-in scenes, in the data panel.',
    });
  }

  private requireTraining(): Training {
    this.context.watch.require();
    if (this.training !== undefined) return this.training;
    throw new Failure({
      code: 'data_missing',
      message: 'No run is set up yet.',
      remedy: 'Choose a data set and wait until it is loaded.',
    });
  }

  private async dropRun(): Promise<void> {
    const { training } = this;
    this.training = undefined;
    await training?.dispose();
  }
}
