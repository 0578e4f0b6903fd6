import type { Computer } from '../compute/computer';
import type { RunConfig } from '../config/runConfig';
import { Failure } from '../failure';
import type { EvaluationRequest, EvaluationResult } from '../reports/evaluationResult';
import type { DeviceWatch } from './deviceWatch';
import { evaluateRun, type EvaluationSources } from './evaluateRun';
import { BetweenSteps } from './betweenSteps';
import { Evaluations } from './evaluations';
import type { Phase, TrainerListener } from './events';
import { CheckpointKeeper, type CheckpointPolicy } from './checkpointKeeper';
import { writeCheckpoint } from './checkpoint';
import { exportWeights } from './exportWeights';
import { nextTurn } from './nextTurn';
import { Observer } from './observer';
import { isKnnDue, onlineKnn } from './onlineKnn';
import { requireRunnable } from './requirements';
import type { IssuedStep, Run } from './run';
import { findNonFinite, stepReport, type StepMeasures } from './stepReport';
import { stepsTogether } from './stepsTogether';
import { Throughput } from './throughput';
import { TrainingLoop } from './trainingLoop';
import { readTensors } from './readTensors';
import { WeightHistory } from './weightHistory';

/** What a training is done with. */
export interface TrainingContext {
  readonly computer: Computer;
  readonly watch: DeviceWatch;
  readonly emit: TrainerListener;
  readonly checkpoints: CheckpointPolicy;
}

/** A run under way: goes on and stops, and tells of its steps. */
export class Training {
  readonly run: Run;
  /** Its weights at some of the steps that it has done since it was set up. */
  readonly moments: WeightHistory;
  /** The failure that stopped it, if one did. */
  failure: Failure | undefined;
  private readonly context: TrainingContext;
  private readonly sources: EvaluationSources;
  private readonly loop: TrainingLoop;
  private readonly keeper: CheckpointKeeper;
  private readonly observer: Observer;
  private readonly throughput: Throughput;
  private readonly evaluations = new Evaluations();
  private readonly turns = new BetweenSteps();
  /** Ends the waiting before the first step. */
  private stopWaiting: () => void = () => undefined;

  /** @param seconds of training that the run has had already */
  constructor(run: Run, sources: EvaluationSources, context: TrainingContext, seconds = 0) {
    this.throughput = new Throughput(seconds);
    this.run = run;
    this.sources = sources;
    this.context = context;
    const { emit, watch, checkpoints } = context;
    this.observer = new Observer(run, run.images);
    this.moments = new WeightHistory(run.model.specs);
    this.keeper = new CheckpointKeeper(
      run,
      emit,
      (error) => void this.tellUnkept(error),
      checkpoints,
      () => this.throughput.seconds,
    );
    this.loop = new TrainingLoop(run, {
      onBegin: async () => {
        this.failure = undefined;
        if (!(await this.arrival())) return;
        emit({ type: 'phase', phase: 'running' });
        this.throughput.start();
        if (run.step === 0 && isKnnDue(run, 0)) await this.lookAtNeighbours();
      },
      stepsTogether: () =>
        stepsTogether(this.throughput.stepsPerSecond, (steps) => this.isLookDue(run.step + steps)),
      settle: (issued) => this.settle(issued),
      lookAfter: (step) => this.lookAfter(step),
      onError: (error) => this.fail(error),
      onRest: async () => {
        this.throughput.stop();
        this.settlePhase();
        await this.turns.stepsEnd();
        if (watch.loss === undefined) await this.keeper.atRest();
      },
    });
  }

  /** Trains until `step` steps are done, or to the end of the run; resolves when the training has come to rest. */
  go(step = Infinity): Promise<void> {
    return this.loop.go(step);
  }

  /** Ends the training after the steps under way; resolves when it has come to rest. */
  stop(): Promise<void> {
    this.stopWaiting();
    return this.loop.stop();
  }

  /** @throws Failure `config_invalid` when the values cannot be taken over by this run. */
  update(config: RunConfig): void {
    const { run } = this;
    requireRunnable(config, run.images.data);
    run.update(config);
    this.context.emit({ type: 'config', config, totalSteps: run.totalSteps });
    // Another length ends a run that is at rest, or makes one that had ended go on.
    this.settlePhase();
  }

  /** Looks at the model as it is now; steps wait for it. */
  observe(): Promise<void> {
    return this.turns.run(() => this.lookAtModel());
  }

  /**
   * Does something that changes nothing of the run, while no step is under way; a training waits for it, and goes on to
   * the bit as without it.
   * @throws Failure `cancelled` when the run is given up before.
   */
  between<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.turns.run(task);
  }

  async showImage(imageIndex: number): Promise<void> {
    this.observer.imageIndex = imageIndex;
    this.context.emit({ type: 'matches', snapshot: await this.observer.snapshot() });
  }

  /**
   * Evaluates the weights as they are when its turn comes, or a baseline. A training waits for it between two steps, and
   * goes on as if nothing had been.
   * @throws Failure `cancelled` when it was ended.
   */
  evaluate(request: EvaluationRequest): Promise<EvaluationResult> {
    return this.evaluations.run(async (signal) => {
      const { goal } = this.loop;
      await this.stop();
      if (goal !== undefined) void this.go(goal);
      const { emit } = this.context;
      return evaluateRun(this.run, this.sources, request, { signal, breathe: nextTurn }, (progress) =>
        emit({ type: 'evaluation', ...progress }),
      );
    });
  }

  /** Ends the evaluations under way; resolves when they are over. */
  endEvaluations(): Promise<void> {
    return this.evaluations.end();
  }

  /** Ends the training and its evaluations for good, and gives back what the run holds. */
  async dispose(): Promise<void> {
    await this.stop();
    await this.evaluations.close();
    await this.turns.close();
    this.run.dispose();
  }

  /** The model as it is now, as a safetensors file. */
  async exportWeights(): Promise<Uint8Array> {
    const { config, model, step } = this.run;
    return exportWeights(await model.read(), config, step);
  }

  /** The run as it is between two steps, as a file that it can go on from; a training goes on afterwards. */
  async exportCheckpoint(): Promise<{ readonly step: number; readonly file: Uint8Array }> {
    const { goal } = this.loop;
    await this.stop();
    const { seconds } = this.throughput;
    const state = await this.run.state();
    if (goal !== undefined) void this.go(goal);
    return { step: state.step, file: writeCheckpoint({ ...state, seconds }) };
  }

  get isGoing(): boolean {
    return this.loop.isGoing;
  }

  /** Tells the phase that the run is in, unless it is training. */
  settlePhase(): void {
    if (!this.loop.isGoing) this.context.emit({ type: 'phase', phase: this.restPhase });
  }

  private isLookDue(step: number): boolean {
    return this.isSeen(step) || isKnnDue(this.run, step);
  }

  private isSeen(step: number): boolean {
    return step % this.run.config.run.snapshotEvery === 0;
  }

  private lookAfter(step: number): (() => Promise<void>) | undefined {
    const isSeen = this.isSeen(step);
    const isClassified = isKnnDue(this.run, step);
    if (!isSeen && !isClassified && !this.turns.isWanted) return undefined;
    return async () => {
      if (isSeen) await this.lookAtModel();
      if (isClassified) await this.lookAtNeighbours();
      await this.turns.drain();
    };
  }

  private async lookAtNeighbours(): Promise<void> {
    this.context.emit({ type: 'knn', report: await onlineKnn(this.run) });
  }

  private async lookAtModel(): Promise<void> {
    const { emit } = this.context;
    // One image is seen sooner than many.
    emit({ type: 'matches', snapshot: await this.observer.snapshot() });
    emit({ type: 'accuracy', report: await this.observer.accuracy() });
    await this.keepMoment();
  }

  private async keepMoment(): Promise<void> {
    const { moments, run, context } = this;
    if (!moments.isKept) return;
    moments.add(run.step, await readTensors(run.model.specs, run.model.tensors));
    context.emit({ type: 'moments', steps: moments.steps });
  }

  /** Waits for images that the first step needs, for evaluations and looks; false when it is stopped before. */
  private async arrival(): Promise<boolean> {
    const { images, sendsBatches } = this.run;
    const there = sendsBatches ? undefined : images.complete;
    let isStopped = false;
    const stopped = new Promise<void>((resolve) => (this.stopWaiting = resolve)).then(
      () => (isStopped = true),
    );
    if (there !== undefined && !images.isComplete) this.context.emit({ type: 'phase', phase: 'loading' });
    await Promise.race([Promise.all([there, this.evaluations.over()]), stopped]);
    await this.turns.stepsBegin();
    return !isStopped;
  }

  private get restPhase(): Phase {
    if (this.failure !== undefined || this.context.watch.loss !== undefined) return 'failed';
    const { step, totalSteps } = this.run;
    if (step >= totalSteps) return 'finished';
    return step === 0 ? 'ready' : 'paused';
  }

  /** Waits for steps that went to the device together, and takes what they bring. */
  private async settle(issued: readonly IssuedStep[]): Promise<void> {
    const measures = await Promise.all(issued.map((step) => step.measures));
    this.throughput.tick(issued.length);
    issued.forEach((step, place) => this.take(step, measures[place]));
    const last = issued.at(-1)!;
    // The step before them went wrong.
    if (last.step > this.run.step) return;
    const { stepsPerSecond } = this.throughput;
    this.context.emit({ type: 'progress', step: last.step, stepsPerSecond, cost: last.cost });
  }

  /** Reports a step when that is due, and takes the last good weights back when it went wrong. */
  private take(issued: IssuedStep, measures: StepMeasures | undefined): void {
    const { run, throughput } = this;
    const { emit, computer } = this.context;
    const failure = measures && findNonFinite(measures, issued.step, run.goodStep);
    if (failure !== undefined) {
      run.restoreGood();
      throw failure;
    }
    if (measures === undefined || issued.step > run.step) return;
    run.confirm(issued.step);
    emit({
      type: 'step',
      report: stepReport(measures, {
        step: issued.step,
        alpha: issued.alpha,
        learningRate: issued.learningRate,
        imagesPerSecond: throughput.stepsPerSecond * run.config.run.batch,
        gpuBytes: computer.bytesInUse() + run.recordedBytes,
        seconds: throughput.seconds,
      }),
    });
    this.keeper.afterStep();
  }

  /** Stops for what went wrong in a step; the loss of the device is told by those who watch it. */
  private async fail(error: unknown): Promise<void> {
    const { emit, watch } = this.context;
    const cause = await watch.causeOf(error);
    if (watch.loss !== undefined) return;
    this.failure =
      cause instanceof Failure
        ? cause
        : new Failure({ code: 'internal', message: cause.message, doing: 'training' }, { cause });
    emit({ type: 'failure', failure: this.failure.info, step: this.run.step });
  }

  /** A checkpoint that cannot be made is not worth ending a training for. */
  private async tellUnkept(error: unknown): Promise<void> {
    const { emit, watch } = this.context;
    const { message } = await watch.causeOf(error);
    if (watch.loss === undefined)
      emit({ type: 'notice', message: `No checkpoint could be made: ${message}` });
  }
}
