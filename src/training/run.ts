import type { Computer, StepCommand } from '../compute/computer';
import { isSameTiling, type Tilings, type TilingValues } from '../config/tilings';
import { totalSteps } from '../config/length';
import type { RunConfig } from '../config/runConfig';
import { dataFingerprint } from '../data/dataFingerprint';
import type { ImageSet } from '../data/imageSet';
import { Failure } from '../failure';
import type { ParameterSpec } from '../nn/parameters';
import { LossScaling } from '../optim/lossScaling';
import { createOptimizer, type Optimizer } from '../optim/optimizer';
import { termsOfBranch, type Branch } from '../vicregl/definition/terms';
import { networkSpecs } from '../vicregl/network';
import { Backup } from './backup';
import type { RunState } from './checkpoint';
import type { DeviceImages } from './deviceImages';
import { loadWeights } from './loadWeights';
import { Model } from './model';
import { sendsBatches } from './placement';
import { planStep, type StepPlan } from './plan';
import { readInPortions } from './readTensors';
import { StepInputs } from './stepInputs';
import type { StepCost } from '../reports/stepCost';
import { phaseTimes } from '../reports/stepPhases';
import { programTimes, type StepProfile } from '../reports/stepProfile';
import type { StepMeasureNames, StepMeasures } from './stepReport';
import { StepRunner } from './stepRunner';
import { trainingStep, type StepOutcome } from './trainingStep';
import type { Weights } from './weights/fitWeights';

/** A step that was handed to the device. */
export interface IssuedStep {
  /** Steps done, this one included. */
  readonly step: number;
  readonly alpha: number;
  readonly learningRate: number;
  readonly cost: StepCost;
  /** Its measures once it is done; `undefined` where no report of it is due. */
  readonly measures: Promise<StepMeasures | undefined>;
}

/** A backup, and the steps that the model had done when it was taken. */
interface Snapshot {
  step: number;
  readonly backup: Backup;
}

const BACKUP_EVERY = 20;

export interface RunOptions {
  /** False runs every step eagerly; by default a step is recorded and replayed where the computer can. */
  readonly record?: boolean;
  /** Weights to start from, where the model has them; the others are drawn from the seed. */
  readonly start?: Weights | undefined;
  /** Where the run goes on, in place of a start. */
  readonly from?: RunState | undefined;
  /** Steps between the copies that a failed training goes back to, and that checkpoints are made of. */
  readonly backupEvery?: number | undefined;
  /** Gets what the user should know and need not act on. */
  readonly onNotice?: (message: string) => void;
}

/** The tensors of the model that a configuration trains on a data set. */
export function modelSpecs({ model, loss }: RunConfig, { classNames }: ImageSet): ParameterSpec[] {
  return networkSpecs(model, loss.alpha, classNames?.length);
}

/** Whether a run of this configuration keeps its activations in halves. */
export function runsMixed({ optim }: RunConfig, { hasHalves }: Computer): boolean {
  return optim.precision === 'mixed' && hasHalves;
}

/** One run: a model, its optimiser, and how many steps it has done. */
export class Run {
  config: RunConfig;
  /** α that the run was set up with: at 0 and 1 the model lacks the expander that has no weight. */
  readonly initialAlpha: number;
  readonly images: DeviceImages;
  readonly model: Model;
  /** Steps done. */
  step: number;
  readonly computer: Computer;
  /** Whether a step gets the images of its batch, and need not wait for others. */
  readonly sendsBatches: boolean;
  private readonly runner: StepRunner;
  private readonly onNotice: (message: string) => void;
  private readonly recordedTilings: Tilings | undefined;
  private readonly optimizer: Optimizer;
  private readonly backupEvery: number;
  private readonly inputs: StepInputs;
  private readonly scaling: LossScaling | undefined;
  /** How the kernels of its steps were cut up so far. */
  private readonly tilings = new Map<string, TilingValues>();
  private good: Snapshot;
  private candidate: Snapshot;
  private isBackupWanted = false;
  private isGoodRead = false;

  constructor(
    computer: Computer,
    config: RunConfig,
    images: DeviceImages,
    { record = true, start, from, backupEvery = BACKUP_EVERY, onNotice = () => undefined }: RunOptions = {},
  ) {
    this.computer = computer;
    this.config = config;
    this.step = from?.step ?? 0;
    this.backupEvery = backupEvery;
    this.initialAlpha = config.loss.alpha;
    this.runner = new StepRunner(computer, record);
    this.onNotice = onNotice;
    this.recordedTilings = computer.tilings && from?.tilings;
    this.images = images;
    const specs = modelSpecs(config, images.data);
    this.model = Model.drawn(specs, config.run.seed);
    const weights = from?.weights ?? start;
    if (weights !== undefined) loadWeights(this.model, weights);
    computer.moveTogether?.(Object.values(this.model.trainable));
    this.scaling = runsMixed(config, computer) ? new LossScaling() : undefined;
    this.optimizer = createOptimizer(config.optim, specs, this.scaling);
    if (from !== undefined) this.optimizer.load(from.optimizer);
    // A recorded step finds all images in one place. Others can begin before all are made, with those of their batch.
    const isEarly = computer.record === undefined && !images.isComplete;
    this.sendsBatches = isEarly || sendsBatches(config, images.data, computer.summary);
    const sent = this.sendsBatches ? images.data : undefined;
    this.inputs = new StepInputs(computer, config, this.optimizer.scalarsShape, sent);
    const snapshot = () => ({ step: this.step, backup: new Backup(computer, this.model, this.optimizer) });
    this.good = snapshot();
    this.candidate = snapshot();
  }

  /** Compiles everything that a step needs, in parallel, and leaves the model as it was. */
  async compile(report: (done: number, total: number) => void): Promise<void> {
    if (this.computer.compile === undefined) return;
    this.writeInputs(planStep(this.config, this.images.data, 0));
    const step = () => trainingStep(this.parts).values.dispose();
    await this.computer.compile(() => this.noting(step), report);
    this.good.backup.restore();
    this.runner.noteCompiled();
    if (this.recordedTilings !== undefined) this.tellOtherTilings(this.recordedTilings);
  }

  /**
   * Hands the next steps to the device, in one piece where they are replayed: `most` of them at the most, and none after
   * one at which a copy of the weights is due.
   */
  advanceBy(most: number): readonly IssuedStep[] {
    const untilBackup = this.backupEvery - (this.step % this.backupEvery);
    const count = this.runner.isReplaying ? Math.min(most, untilBackup) : 1;
    if (count === 1) return [this.advance()];
    const begun = performance.now();
    this.takeBackup();
    const { config, images } = this;
    const plans = Array.from({ length: count }, (_, place) =>
      planStep(config, images.data, this.step + place),
    );
    const { names, values } = this.runner.runEach(
      plans.map((plan) => this.inputs.values(plan, config, images.data, this.ratesOf(plan))),
    );
    const { alpha } = config.loss;
    const cost = {
      hostMilliseconds: (performance.now() - begun) / count,
      dispatches: this.runner.dispatches,
    };
    return plans.map(({ learningRate }, place) => {
      this.step += 1;
      const isDue = this.isReportDue();
      const measures = values.then((all) => (isDue ? measuresOf(names, all[place]!, alpha) : undefined));
      return { step: this.step, alpha, learningRate, cost, measures };
    });
  }

  /** Hands the next step to the device. */
  advance(): IssuedStep {
    const begun = performance.now();
    this.takeBackup();
    const plan = planStep(this.config, this.images.data, this.step);
    this.writeInputs(plan);
    const outcome = this.noting(() => this.issue(plan));
    this.step += 1;
    const { alpha } = this.config.loss;
    const measures = this.isReportDue() ? this.read(outcome, alpha) : this.idle(outcome);
    const cost = { hostMilliseconds: performance.now() - begun, dispatches: this.runner.dispatches };
    return { step: this.step, alpha, learningRate: plan.learningRate, cost, measures };
  }

  /**
   * Takes over changed values at the next step.
   * @throws Failure `config_invalid` when α would bring in a branch that this run was set up without, or drop one.
   */
  update(config: RunConfig): void {
    const isEdge = (alpha: number) => alpha === 0 || alpha === 1;
    const before = this.initialAlpha;
    const after = config.loss.alpha;
    if (isEdge(before) && before !== after) {
      throw new Failure({
        code: 'config_invalid',
        message: `This run was set up at α = ${before}, without the ${before === 1 ? 'local' : 'global'} expander.`,
        doing: 'changing α',
        remedy: 'Reset to train with both.',
      });
    }
    this.config = config;
    this.runner.reset();
  }

  /** Notes that the measures of a step were finite, so the weights that it began with were good. */
  confirm(step: number): void {
    if (this.isGoodRead || this.candidate.step <= this.good.step || step <= this.candidate.step) return;
    [this.good, this.candidate] = [this.candidate, this.good];
  }

  /** Step of the last weights that are known to be good. */
  get goodStep(): number {
    return this.good.step;
  }

  /** Goes back to the last good weights. */
  restoreGood(): void {
    this.good.backup.restore();
    this.step = this.good.step;
    this.candidate.step = this.good.step;
  }

  /** Makes the weights after the next step the next that can turn out good, unless others are to turn out first. */
  requestBackup(): void {
    this.isBackupWanted = this.candidate.step <= this.good.step;
  }

  /** The run as it was at `goodStep`; training may go on meanwhile. */
  async stateOfGood(): Promise<RunState> {
    await this.images.complete;
    this.isGoodRead = true;
    const { step, backup } = this.good;
    const { config } = this;
    try {
      return this.stateOf(config, step, await backup.read());
    } finally {
      this.isGoodRead = false;
    }
  }

  /** The run as it is now; no step may be under way or begin before it resolves. */
  async state(): Promise<RunState> {
    await this.images.complete;
    const { config, step, model } = this;
    const weights = await readInPortions(model.specs, model.tensors);
    return this.stateOf(config, step, { weights, optimizer: await this.optimizer.state() });
  }

  /** Steps of the whole run, as its configuration is now. */
  get totalSteps(): number {
    return totalSteps(this.config, this.images.data.count);
  }

  /** Bytes that the recorded step holds besides the backend's own buffers. */
  get recordedBytes(): number {
    return this.runner.recordedBytes;
  }

  /** The commands of the recorded step, for people; empty where there is none. */
  describeStep(): readonly StepCommand[] {
    return this.runner.describe();
  }

  /** Times the programs of the recorded step in a replay of it, which it takes back: the run is as it was. */
  async profileStep(): Promise<StepProfile> {
    const { record, summary } = this.computer;
    if (record === undefined) return { untimed: 'processor' };
    if (!summary.features.includes('timestamp-query')) return { untimed: 'no timestamps' };
    // Replay and restoration are issued together, so no step can come between them.
    const before = new Backup(this.computer, this.model, this.optimizer);
    const timed = this.runner.time();
    before.restore();
    before.dispose();
    if (timed === undefined) return { untimed: 'not recorded' };
    const dispatches = await timed;
    return { programs: programTimes(dispatches), phases: phaseTimes(dispatches) };
  }

  dispose(): void {
    this.runner.reset();
    this.good.backup.dispose();
    this.candidate.backup.dispose();
    this.inputs.dispose();
    this.optimizer.dispose();
    this.scaling?.dispose();
    this.model.dispose();
  }

  private stateOf(config: RunConfig, step: number, state: Pick<RunState, 'weights' | 'optimizer'>): RunState {
    return {
      config,
      initialAlpha: this.initialAlpha,
      step,
      data: dataFingerprint(this.images.data),
      ...(this.tilings.size > 0 && { tilings: Object.fromEntries(this.tilings) }),
      ...state,
    };
  }

  private takeBackup(): void {
    if (!this.isBackupDue) return;
    this.candidate.backup.take();
    this.candidate.step = this.step;
    this.isBackupWanted = false;
  }

  private noting<T>(work: () => T): T {
    const { tilings } = this.computer;
    return tilings === undefined ? work() : tilings.noting(this.tilings, work);
  }

  /** A run that goes on on another device, or with other kernels, may be cut up differently. */
  private tellOtherTilings(recorded: Tilings): void {
    const others = [...this.tilings].filter(([key, taken]) => {
      const known = recorded[key];
      return known === undefined || !isSameTiling(known, taken);
    });
    if (others.length === 0) return;
    this.onNotice(
      `${others.length} of ${this.tilings.size} kernels cannot be cut up here as they were for this run; sums may round differently.`,
    );
  }

  /** A recording that fails is taken back, so it needs one at whatever step. */
  private get isBackupDue(): boolean {
    if (this.runner.isRecordDue) return true;
    return this.step > this.candidate.step && (this.isBackupWanted || this.step % this.backupEvery === 0);
  }

  private get parts() {
    const { computer, config, model, optimizer, inputs, scaling } = this;
    const { data } = this.images;
    const images = { packed: inputs.pixels ?? this.images.packed, data };
    return { computer, config, images, model, optimizer, inputs, scaling };
  }

  private writeInputs(plan: StepPlan): void {
    if (this.sendsBatches && !this.images.isComplete) this.images.need([...plan.indices]);
    this.inputs.write(plan, this.config, this.images.data, this.ratesOf(plan));
    this.computer.upload(this.inputs.pixels ?? this.images.packed);
  }

  /** The optimiser's scalars for the step after the last one that it was asked of. */
  private ratesOf({ learningRate }: StepPlan): Float32Array {
    const { weightDecay } = this.config.optim;
    return this.optimizer.nextScalars(Object.keys(this.model.trainable), { learningRate, weightDecay });
  }

  /** Runs the step; where it cannot be recorded, puts back what it has changed and runs it eagerly. */
  private issue(plan: StepPlan): StepOutcome {
    try {
      return this.runner.run(this.parts);
    } catch (error) {
      if (!this.runner.isRecordDue) throw error;
      this.runner.giveUpRecording();
      this.candidate.backup.restore();
      this.writeInputs(plan);
      this.onNotice(
        `Every step is sent to the GPU anew, which is slower: it could not be recorded (${error instanceof Error ? error.message : String(error)}).`,
      );
      return this.runner.run(this.parts);
    }
  }

  private isReportDue(): boolean {
    return this.step === 1 || this.step % this.config.run.reportEvery === 0;
  }

  private async read({ names, values }: StepOutcome, alpha: number): Promise<StepMeasures> {
    const isRecorded = this.runner.owns(values);
    const read = await values.data();
    if (!isRecorded) values.dispose();
    return measuresOf(names, read as Float32Array, alpha);
  }

  /** Waits for a step whose measures nobody wants. */
  private async idle({ values }: StepOutcome): Promise<undefined> {
    if (!this.runner.owns(values)) values.dispose();
    await this.computer.idle();
    return undefined;
  }
}

/** A step's measures by name, with the criterion's total from its terms, α · global + (1 − α) · local. */
function measuresOf(names: StepMeasureNames, values: Float32Array, alpha: number): StepMeasures {
  const measures: StepMeasures = Object.fromEntries(
    names.flatMap((name, index) => (name === undefined ? [] : [[name, values[index]!]])),
  );
  const sum = (branch: Branch) =>
    termsOfBranch(branch).reduce((terms, name) => terms + (measures[name] ?? 0), 0);
  return { ...measures, total: alpha * sum('global') + (1 - alpha) * sum('local') };
}
