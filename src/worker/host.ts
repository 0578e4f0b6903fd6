import { transfer } from 'comlink';
import { imageAt } from '../augment/imageBytes';
import type { RunConfig } from '../config/runConfig';
import type { Tilings } from '../config/tilings';
import type { ImageSet } from '../data/imageSet';
import { Failure } from '../failure';
import type { FeatureRequest } from '../exporting/features';
import type { DeviceSummary } from '../compute/deviceSummary';
import type { DataSummary } from '../reports/data';
import type { EvaluationRequest, EvaluationResult } from '../reports/evaluationResult';
import type { Forecast } from '../reports/forecast';
import type { DuplicateReport, ImageBatch, SetOverview } from '../reports/inspection';
import { Looker } from '../looks/looker';
import type { LookAnswer, LookQuestion } from '../reports/looks';
import type { FirstViews } from '../reports/matches';
import type { Preview, PreviewRequest } from '../reports/preview';
import type { StepProfile } from '../reports/stepProfile';
import type { TunedKernel, TuneReport } from '../reports/tuning';
import type { WeightsReport } from '../reports/weights';
import { openTuningShelf } from '../storage/tuningShelf';
import { readCheckpoint } from '../training/checkpoint';
import { nextTurn } from '../training/nextTurn';
import { estimateRun, type KnownData } from '../training/estimate';
import { checkDevice } from '../training/estimateLimits';
import { referenceTarget } from '../training/reference/referenceRun';
import { SetInspection } from '../training/setInspection';
import { TimeLeft } from '../training/timeLeft';
import { Trainer } from '../training/trainer';
import type { Computer } from '../compute/computer';
import type { DeviceChoice } from '../compute/openComputer';
import type { CheckRequest } from '../device/check/checkDevice';
import type { CheckRow } from '../device/check/checkRow';
import type { MeasureRequest } from '../device/measure/measureDevice';
import type { Measurement } from '../device/measure/measurement';
import { DeviceStudies } from './deviceStudies';
import { firstViews } from './firstViews';
import { OneAtATime } from './oneAtATime';
import { openPageComputer } from './openPageComputer';
import { loadRequest, type LoadedData, type LoadListener } from './loadRequest';
import { milestoneOf, reach } from './milestones';
import { readModelFile, readReferenceFile, readWeightsFile } from './readWeightsFile';
import { previewViews } from './previewViews';
import type {
  DataRequest,
  HeldModel,
  KeptCheckpoint,
  ReferenceCheckpoint,
  TrainingApi,
  TrainingEvent,
} from './protocol';
import { arraysIn } from './arraysIn';
import { RunTuner } from './runTuner';
import { summarizeData } from './summarizeData';
import { Tunings } from './tunings';

/** What a worker's array lies in, to be moved to the page instead of copied. */
const buffer = (array: Uint8Array): ArrayBuffer => array.buffer as ArrayBuffer;

/** The worker's half of the protocol: one device, one data set, one trainer. */
export class TrainingHost implements TrainingApi {
  private emit: (event: TrainingEvent) => void = () => undefined;
  private trainer: Trainer | undefined;
  private data: ImageSet | undefined;
  private inspection: SetInspection | undefined;
  private readonly looker = new Looker((indices) => required(this.inspection).readImages(indices));
  private computer: Computer | undefined;
  private tuner: RunTuner | undefined;
  private studies: DeviceStudies | undefined;
  /** Readings of files of weights. */
  private readonly reading = new OneAtATime();
  /** The loading of files that is under way. */
  private loading: AbortController | undefined;
  /** Exports of features. */
  private readonly exporting = new OneAtATime();
  /** Gives up images of the data set that are still being made. */
  private stopArrival: () => void = () => undefined;

  async open(
    listener: (event: TrainingEvent) => void,
    choice: DeviceChoice,
    tunesFirst: boolean,
  ): Promise<DeviceSummary> {
    this.emit = (event) => {
      const milestone = milestoneOf(event);
      if (milestone !== undefined) reach(milestone);
      listener(event.type === 'checkpoint' ? transfer(event, [buffer(event.file)]) : event);
    };
    this.emit({ type: 'phase', phase: 'opening' });
    const shelf = openTuningShelf();
    const device = await openPageComputer(choice, (failure) => this.tellError(failure));
    const emit = (event: TrainingEvent) => this.emit(event);
    const trainer = new Trainer(device, emit);
    this.trainer = trainer;
    this.computer = device;
    this.studies = new DeviceStudies(choice, trainer, emit);
    const tunings = await Tunings.open(device, await shelf, navigator.userAgent);
    this.tuner = new RunTuner(trainer, tunings, (config) => this.known(config), emit, tunesFirst);
    this.emit({ type: 'device', device: device.summary });
    return device.summary;
  }

  async firstViews(config: RunConfig): Promise<FirstViews | null> {
    return firstViews(config);
  }

  async loadData(request: DataRequest): Promise<DataSummary> {
    const trainer = this.requireTrainer();
    await trainer.pause();
    this.emit({ type: 'phase', phase: 'loading', progress: 0 });
    const { data, stop, kept } = await this.read(request);
    this.exporting.end();
    this.stopArrival();
    this.stopArrival = stop;
    await trainer.setData(data, kept);
    this.looker.dispose();
    this.data = data;
    this.inspection?.close();
    this.inspection = new SetInspection(data, trainer.evaluationImages!, (progress) =>
      this.emit({ type: 'inspection', ...progress }),
    );
    const summary = summarizeData(data);
    this.emit({ type: 'data', data: summary });
    return summary;
  }

  /** What is refused leaves the run, and the phase that it was in. */
  private async read(request: DataRequest): Promise<LoadedData> {
    const left = new TimeLeft();
    const loading = new AbortController();
    this.loading = loading;
    const listener: LoadListener = {
      onFiles: (share, files) =>
        this.emit({
          type: 'phase',
          phase: 'loading',
          detail: `${Math.round(share * files)} of ${files} files`,
          progress: share,
          secondsLeft: left.at(share),
        }),
      onArrival: (done, total) =>
        this.emit({ type: 'arrival', done, total, secondsLeft: left.at(done / total) }),
    };
    try {
      return await loadRequest(request, listener, loading.signal);
    } catch (error) {
      this.trainer?.settlePhase();
      throw error;
    } finally {
      this.loading = undefined;
    }
  }

  async cancelLoad(): Promise<void> {
    this.loading?.abort();
  }

  async configure(config: RunConfig, tilings?: Tilings): Promise<void> {
    if (tilings === undefined) await required(this.tuner).beforeFirstRun(config);
    return this.requireTrainer().configure(config, undefined, tilings);
  }

  async tunedKernels(): Promise<readonly TunedKernel[]> {
    return required(this.tuner).kernels;
  }

  async tune(config: RunConfig): Promise<TuneReport> {
    return required(this.tuner).tune(config);
  }

  async cancelTuning(): Promise<void> {
    this.tuner?.cancel();
  }

  async forgetTunings(): Promise<void> {
    return required(this.tuner).forget();
  }

  async update(config: RunConfig): Promise<void> {
    this.requireTrainer().update(config);
  }

  async train(): Promise<void> {
    this.requireTrainer().train();
  }

  async pause(): Promise<void> {
    return this.requireTrainer().pause();
  }

  async step(steps: number): Promise<void> {
    return this.requireTrainer().step(steps);
  }

  async reset(): Promise<void> {
    return this.requireTrainer().reset();
  }

  async showImage(imageIndex: number): Promise<void> {
    return this.requireTrainer().showImage(imageIndex);
  }

  async previewViews(config: RunConfig, request: PreviewRequest): Promise<Preview | null> {
    const { data } = this;
    const { imageIndex } = request;
    if (data === undefined || imageIndex >= data.count) return null;
    data.arriving?.need([imageIndex]);
    const image = imageAt(data, imageIndex);
    const pixels = image.pixels.slice();
    const preview = previewViews(config, { ...image, pixels }, request);
    const arrays = preview.draws.flatMap((views) => views.map((view) => view.pixels));
    return transfer(preview, [pixels, ...arrays].map(buffer));
  }

  async inspectData(seed: number): Promise<SetOverview> {
    return required(this.inspection).overview(seed);
  }

  async readImages(indices: readonly number[]): Promise<ImageBatch> {
    const batch = required(this.inspection).readImages(indices);
    return transfer(batch, [batch.images, ...(batch.masks === undefined ? [] : [batch.masks])].map(buffer));
  }

  async findDuplicates(seed: number): Promise<DuplicateReport> {
    return required(this.inspection).findDuplicates(seed);
  }

  forecast(config: RunConfig): Promise<Forecast> {
    const estimate = estimateRun(this.requireComputer(), config, this.known(config));
    return Promise.resolve({
      parameters: estimate.parameters,
      bytes: estimate.total,
      parts: estimate.buffers,
      isSent: estimate.isSent,
      problems: checkDevice(estimate, this.requireComputer().summary),
    });
  }

  /** What is known of the images that a run of this configuration trains on. */
  private known(config: RunConfig): KnownData {
    // How many scenes are drawn, the configuration says itself.
    const imageCount = config.data.source === 'synthetic' ? undefined : this.data?.count;
    // The size of others is a field.
    const sides = config.data.source === 'arrays' ? this.data : undefined;
    return {
      ...{ count: imageCount, classes: this.data?.classNames?.length },
      ...{ height: sides?.height, width: sides?.width },
    };
  }

  async loadWeights(file: File, key?: string): Promise<WeightsReport> {
    const trainer = this.requireTrainer();
    return this.reading.run(async (signal) => {
      const { tensors, report } = await readWeightsFile({ file, target: trainer.weightsTarget, key }, signal);
      await trainer.loadWeights(tensors);
      return report;
    });
  }

  async holdModel(file: File, key?: string): Promise<HeldModel> {
    const trainer = this.requireTrainer();
    return this.reading.run(async (signal) => {
      const model = await readModelFile({ file, modelOf: { key } }, signal);
      await trainer.aside(async () => this.looker.holdFile(model));
      const { config, report, shown } = model;
      return { config, report, shown };
    });
  }

  async releaseModel(): Promise<void> {
    await this.trainer?.aside(async () => this.looker.releaseFile());
  }

  async readReference(file: File, config: RunConfig): Promise<ReferenceCheckpoint> {
    const data = required(this.data);
    return this.reading.run(async (signal) => {
      await data.arriving?.all;
      const checkpoint = await readReferenceFile({ file, reference: referenceTarget(config, data) }, signal);
      return transfer(checkpoint, [buffer(checkpoint.file)]);
    });
  }

  async cancelWeights(): Promise<void> {
    this.reading.end();
  }

  async evaluate(request: EvaluationRequest): Promise<EvaluationResult> {
    const result = await this.requireTrainer().evaluate(request);
    const arrays = result.masks.images.flatMap((mask) => [mask.pixels, mask.truth, mask.predicted]);
    return transfer(result, arrays.map(buffer));
  }

  async cancelEvaluation(): Promise<void> {
    await this.trainer?.endEvaluations();
  }

  async look(question: LookQuestion): Promise<LookAnswer> {
    const trainer = this.requireTrainer();
    const answer = await (question.subject.of === 'file'
      ? trainer.aside((signal) => this.looker.look(undefined, question, signal))
      : trainer.between((training, signal) => this.looker.look(training, question, signal)));
    return transfer(answer, arraysIn(answer));
  }

  async holdRun(id: string, checkpoint: Uint8Array): Promise<void> {
    this.looker.hold(id, checkpoint);
  }

  async exportWeights(): Promise<Uint8Array> {
    const weights = await this.requireTrainer().exportWeights();
    return transfer(weights, [buffer(weights)]);
  }

  async exportFeatures(request: FeatureRequest, write: (piece: Uint8Array) => Promise<void>): Promise<void> {
    const [trainer, data] = [this.requireTrainer(), required(this.data)];
    const { exportFeatures } = await import('./exportFeatures');
    // A piece may lie in memory that the worker goes on with.
    const send = (piece: Uint8Array) => {
      const own = piece.slice();
      return write(transfer(own, [buffer(own)]));
    };
    await this.exporting.run((signal) =>
      exportFeatures(trainer, data, request, send, {
        signal,
        breathe: nextTurn,
        onProgress: (share) => this.emit({ type: 'features', share }),
      }),
    );
  }

  async cancelFeatures(): Promise<void> {
    this.exporting.end();
  }

  async profileStep(): Promise<StepProfile> {
    return this.requireTrainer().profileStep();
  }

  async checkDevice(request: CheckRequest): Promise<CheckRow[]> {
    return required(this.studies).check(request);
  }

  async measureDevice(request: MeasureRequest): Promise<Measurement> {
    return required(this.studies).measure(request, this.requireComputer().summary.backend);
  }

  async cancelStudy(): Promise<void> {
    this.studies?.cancel();
  }

  async goOn(learningRateFactor: number): Promise<void> {
    return this.requireTrainer().goOn(learningRateFactor);
  }

  async exportCheckpoint(): Promise<KeptCheckpoint> {
    const checkpoint = await this.requireTrainer().exportCheckpoint();
    return transfer(checkpoint, [buffer(checkpoint.file)]);
  }

  async resume(config: RunConfig, checkpoint: Uint8Array): Promise<void> {
    return this.requireTrainer().resume({ ...readCheckpoint(checkpoint), config });
  }

  /** Tells of an error of the device that no call caught; of a lost one it is a consequence. */
  private tellError(failure: Failure): void {
    if (this.trainer?.failure?.info.code === 'device_lost') return;
    this.emit({ type: 'failure', failure: failure.info });
  }

  private requireTrainer(): Trainer {
    return required(this.trainer);
  }

  private requireComputer(): Computer {
    return required(this.computer);
  }
}

/** What is there once the device is open. */
function required<T>(part: T | undefined): T {
  if (part !== undefined) return part;
  throw new Failure({
    code: 'no_webgpu',
    message: 'The device that computes is not open.',
    remedy: 'Reload the page.',
  });
}
