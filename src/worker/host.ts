import { transfer } from 'comlink';
import { imageAt } from '../augment/imageBytes';
import type { RunConfig } from '../config/runConfig';
import type { Tilings } from '../config/tilings';
import type { ImageSet } from '../data/imageSet';
import { Failure } from '../failure';
import type { FeatureRequest } from '../exporting/features';
import { TUNE_SECONDS } from '../device/tune/budget';
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
import { firstViews } from './firstViews';
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
  StudyPart,
  TrainingApi,
  TrainingEvent,
} from './protocol';
import { arraysIn } from './arraysIn';
import type { DeviceTask, DeviceTasks } from './deviceWorker';
import type { StudyProgress } from '../device/study';
import { studyDevice } from './studyDevice';
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
  private tunings: Tunings | undefined;
  /** Whether the next run is preceded by tuning, where that is due. */
  private tunesFirst = false;
  /** The tuning that is under way. */
  private tuning: AbortController | undefined;
  private choice: DeviceChoice = 'auto';
  /** The study of the device that is under way. */
  private studying: AbortController | undefined;
  /** The reading of a file of weights that is under way. */
  private reading: AbortController | undefined;
  /** The loading of files that is under way. */
  private loading: AbortController | undefined;
  /** The export of features that is under way. */
  private exporting: AbortController | undefined;
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
    this.choice = choice;
    this.trainer = new Trainer(device, (event) => this.emit(event));
    this.computer = device;
    this.tunings = await Tunings.open(device, await shelf, navigator.userAgent);
    this.trainer.tilings = this.tunings.table;
    this.tunesFirst = tunesFirst;
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
    this.exporting?.abort();
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
    const isChosen = tilings !== undefined;
    if (this.tunesFirst && !isChosen && required(this.tunings).isDue) await this.tuneFirst(config);
    return this.requireTrainer().configure(config, undefined, tilings);
  }

  /** Tunes while a person waits for a first run anyway; without it the run is as right, only slower. */
  private async tuneFirst(config: RunConfig): Promise<void> {
    const trainer = this.requireTrainer();
    await trainer.pause();
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

  private async tuneFor(
    config: RunConfig,
    seconds: number,
    onProgress: (done: number, total: number) => void,
  ): Promise<TuneReport> {
    const [trainer, tunings] = [this.requireTrainer(), required(this.tunings)];
    this.tuning?.abort();
    const tuning = new AbortController();
    this.tuning = tuning;
    try {
      return await trainer.aside((given) =>
        tunings.tune(config, this.known(config), {
          ...{ seconds, onProgress },
          signal: AbortSignal.any([given, tuning.signal]),
        }),
      );
    } finally {
      trainer.tilings = tunings.table;
    }
  }

  async tunedKernels(): Promise<readonly TunedKernel[]> {
    return required(this.tunings).kernels;
  }

  async tune(config: RunConfig): Promise<TuneReport> {
    const { tilings } = this.requireComputer();
    if (tilings === undefined)
      throw new Failure({
        code: 'no_webgpu',
        message: 'The processor has nothing to tune.',
        doing: 'tuning the kernels',
        remedy: 'Choose the graphics adapter in the device menu.',
      });
    if (this.requireTrainer().isTraining)
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

  async cancelTuning(): Promise<void> {
    this.tuning?.abort();
  }

  async forgetTunings(): Promise<void> {
    const tunings = required(this.tunings);
    try {
      await tunings.forget();
    } finally {
      this.requireTrainer().tilings = tunings.table;
    }
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
    return this.whileReading(async (signal) => {
      const { tensors, report } = await readWeightsFile({ file, target: trainer.weightsTarget, key }, signal);
      await trainer.loadWeights(tensors);
      return report;
    });
  }

  async holdModel(file: File, key?: string): Promise<HeldModel> {
    const trainer = this.requireTrainer();
    return this.whileReading(async (signal) => {
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
    return this.whileReading(async (signal) => {
      await data.arriving?.all;
      const checkpoint = await readReferenceFile({ file, reference: referenceTarget(config, data) }, signal);
      return transfer(checkpoint, [buffer(checkpoint.file)]);
    });
  }

  /** One file is read at a time: a later one ends it. */
  private async whileReading<T>(read: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    try {
      return await read(reading.signal);
    } finally {
      if (this.reading === reading) this.reading = undefined;
    }
  }

  async cancelWeights(): Promise<void> {
    this.reading?.abort();
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
    this.exporting?.abort();
    const exporting = new AbortController();
    this.exporting = exporting;
    const { exportFeatures } = await import('./exportFeatures');
    // A piece may lie in memory that the worker goes on with.
    const send = (piece: Uint8Array) => {
      const own = piece.slice();
      return write(transfer(own, [buffer(own)]));
    };
    await exportFeatures(trainer, data, request, send, {
      signal: exporting.signal,
      breathe: nextTurn,
      onProgress: (share) => this.emit({ type: 'features', share }),
    });
  }

  async cancelFeatures(): Promise<void> {
    this.exporting?.abort();
  }

  async profileStep(): Promise<StepProfile> {
    return this.requireTrainer().profileStep();
  }

  async checkDevice(request: CheckRequest): Promise<CheckRow[]> {
    return this.whileStudying((signal) => this.study('check', request, signal));
  }

  async measureDevice(request: MeasureRequest): Promise<Measurement> {
    const { backend } = this.requireComputer().summary;
    return this.whileStudying((signal) =>
      // Nothing else computes meanwhile.
      this.requireTrainer().aside(async () => {
        const own = await this.study('measure', request, signal);
        if (!request.stock) return own;
        const stock = await this.study('stock', { ...request, backend }, signal);
        return { ...own, steps: [...own.steps, ...stock] };
      }),
    );
  }

  async cancelStudy(): Promise<void> {
    this.studying?.abort();
  }

  private study<Task extends DeviceTask>(
    task: Task,
    request: DeviceTasks[Task]['request'],
    signal: AbortSignal,
  ): Promise<DeviceTasks[Task]['result']> {
    const listener = {
      onProgress: (progress: StudyProgress) => this.emit({ type: 'study', progress }),
      onPart: (part: StudyPart) => this.emit({ type: 'study', part }),
    };
    return studyDevice(task, this.choice, request, listener, signal);
  }

  /** There is one study at a time: a later one ends it. */
  private async whileStudying<T>(study: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.studying?.abort();
    const studying = new AbortController();
    this.studying = studying;
    try {
      return await study(studying.signal);
    } finally {
      if (this.studying === studying) this.studying = undefined;
    }
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
