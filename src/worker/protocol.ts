import type { Fit } from '../config/dataConfig';
import type { RunConfig } from '../config/runConfig';
import type { Tilings } from '../config/tilings';
import type { DeviceSummary } from '../compute/deviceSummary';
import type { FeatureRequest } from '../exporting/features';
import type { DataSummary } from '../reports/data';
import type { EvaluationRequest, EvaluationResult } from '../reports/evaluationResult';
import type { Forecast } from '../reports/forecast';
import type { DuplicateReport, ImageBatch, InspectionProgress, SetOverview } from '../reports/inspection';
import type { LookAnswer, LookQuestion } from '../reports/looks';
import type { FirstViews } from '../reports/matches';
import type { Preview, PreviewRequest } from '../reports/preview';
import type { StepProfile } from '../reports/stepProfile';
import type { TunedKernel, TuneReport } from '../reports/tuning';
import type { WeightsReport, WeightsWarning } from '../reports/weights';
import type { TrainerEvent } from '../training/events';
import type { HeldModel } from '../training/weights/fileModel';
import type { DeviceChoice } from '../compute/openComputer';
import type { CheckRequest } from '../device/check/checkDevice';
import type { CheckRow } from '../device/check/checkRow';
import type { MeasuredPart, MeasureRequest } from '../device/measure/measureDevice';
import type { Measurement } from '../device/measure/measurement';
import type { StudyProgress } from '../device/study';

export type { DeviceSummary } from '../compute/deviceSummary';
export type { HeldModel } from '../training/weights/fileModel';
export type * from '../reports/channelPeaks';
export type * from '../reports/data';
export type * from '../reports/embeddingSpace';
export type * from '../reports/evaluation';
export type * from '../reports/evaluationResult';
export type * from '../reports/featureMaps';
export type * from '../reports/forecast';
export type * from '../reports/gradients';
export type * from '../reports/inspection';
export type * from '../reports/knn';
export type * from '../reports/looks';
export type * from '../reports/matches';
export type * from '../reports/matchLook';
export type * from '../reports/preview';
export type * from '../reports/stemFilters';
export type * from '../reports/step';
export type * from '../reports/stepProfile';
export type * from '../reports/tuning';
export type * from '../reports/weights';
export type { FeatureRequest } from '../exporting/features';
export type { CheckRequest } from '../device/check/checkDevice';
export type { CheckRow } from '../device/check/checkRow';
export type { MeasuredPart, MeasureRequest } from '../device/measure/measureDevice';
export type { Measurement } from '../device/measure/measurement';
export type { StudyProgress } from '../device/study';
export type { Phase } from '../training/events';

/**
 * @file What the page and the training worker say to each other. Commands are calls on `TrainingApi` (through
 * comlink); everything that happens while training arrives as a `TrainingEvent`. Arrays are transferred.
 */

/** Where the images of a run come from. Files are handed over as they were chosen. */
export type DataRequest =
  | { readonly source: 'synthetic'; readonly size: number; readonly count: number; readonly seed: number }
  | { readonly source: 'cifar10' | 'arrays'; readonly files: readonly File[]; readonly limit: number }
  | {
      readonly source: 'images';
      readonly files: readonly File[];
      readonly limit: number;
      readonly size: number;
      readonly fit: Fit;
      /** Mask class that is left out, beside 255. */
      readonly ignoreClass: number;
    };

/** A part of what a check or a measurement of the device found, as soon as it is there. */
export type StudyPart = CheckRow | MeasuredPart;

/** Everything that the worker tells the page. */
export type TrainingEvent =
  | TrainerEvent
  | { readonly type: 'device'; readonly device: DeviceSummary }
  | { readonly type: 'data'; readonly data: DataSummary }
  /** How far `inspectData` or `findDuplicates` is. */
  | ({ readonly type: 'inspection' } & InspectionProgress)
  /** The share of the images of `exportFeatures` that are done. */
  | { readonly type: 'features'; readonly share: number }
  /** How many of the kernels that `tune` times are done. */
  | { readonly type: 'tuning'; readonly done: number; readonly total: number }
  /** How far `checkDevice` or `measureDevice` is, or a part of its result. */
  | ({ readonly type: 'study' } & ({ readonly progress: StudyProgress } | { readonly part: StudyPart }))
  /** The worker has not answered for so long, or, at 0, answers again. It may be busy with something long. */
  | { readonly type: 'silence'; readonly seconds: number }
  /** Images of the data set that are there; more follow until `done` is `total`. */
  | {
      readonly type: 'arrival';
      readonly done: number;
      readonly total: number;
      readonly secondsLeft?: number | undefined;
    };

/** A run at one of its steps, outside of the worker. */
export interface KeptCheckpoint {
  readonly step: number;
  /** A file of `writeCheckpoint`. */
  readonly file: Uint8Array;
}

/** A training of the reference as a run of this program. */
export interface ReferenceCheckpoint extends KeptCheckpoint {
  /** In what the run differs from the reference's. */
  readonly warnings: readonly WeightsWarning[];
}

/** The worker's calls. All of them reject with a `Failure`. */
export interface TrainingApi {
  /**
   * Opens the device of that choice; events go to `listener` from then on.
   * @param tunesFirst whether the first run on a GPU that was never tuned here is preceded by some seconds of `tune`
   */
  open(
    listener: (event: TrainingEvent) => void,
    choice: DeviceChoice,
    tunesFirst: boolean,
  ): Promise<DeviceSummary>;
  /** What can be seen of the run that this configuration sets up before anything is open; `null` where nothing can. */
  firstViews(config: RunConfig): Promise<FirstViews | null>;
  loadData(request: DataRequest): Promise<DataSummary>;
  /** Ends the loading of files: its `loadData` rejects with `cancelled`, and the data before stay. */
  cancelLoad(): Promise<void>;
  /**
   * Sets up a new run on the loaded data: new weights from the seed, step 0.
   * @param tilings how its kernels are cut up, where that is not the device's choice
   */
  configure(config: RunConfig, tilings?: Tilings): Promise<void>;
  /** Takes over the fields whose effect is `live`, and tells by a `config` event. */
  update(config: RunConfig): Promise<void>;
  train(): Promise<void>;
  pause(): Promise<void>;
  /** Does `steps` steps and pauses. */
  step(steps: number): Promise<void>;
  /** Back to step 0 with the same configuration. */
  reset(): Promise<void>;
  /** Shows another image in the correspondence view; a snapshot follows as an event. */
  showImage(imageIndex: number): Promise<void>;
  /**
   * Draws views that the given configuration would take of one image, without touching the run; `null` where there is no
   * such image.
   */
  previewViews(config: RunConfig, request: PreviewRequest): Promise<Preview | null>;
  /**
   * Every image that runs and their evaluations see, and what each is for; `seed` splits them where the data set brings no
   * split. It waits for images that are still being made, and reads those that are kept for evaluation. Other data end it
   * with `cancelled`; steps go on meanwhile.
   */
  inspectData(seed: number): Promise<SetOverview>;
  /** Some of these images by their numbers; those that are kept for evaluation once `inspectData` has answered. */
  readImages(indices: readonly number[]): Promise<ImageBatch>;
  /** Those of them that show the same; otherwise as `inspectData`. */
  findDuplicates(seed: number): Promise<DuplicateReport>;
  /** What the given configuration would need on this device, with the data that is loaded. */
  forecast(config: RunConfig): Promise<Forecast>;
  /**
   * Starts the run over from a safetensors file or a PyTorch checkpoint; resets go back to its weights. The file is read
   * in a worker of its own, while the training goes on. `key` chooses among several weights in it.
   */
  loadWeights(file: File, key?: string): Promise<WeightsReport>;
  /**
   * A full checkpoint of the reference as one of the run that this configuration sets up on the loaded data, for
   * `resume`; see `referenceRun`. It is read as a weights file is; the run stays as it is.
   */
  readReference(file: File, config: RunConfig): Promise<ReferenceCheckpoint>;
  /**
   * Reads the model that a file holds, whatever the settings say, and holds it to be looked at (the subject `file`), in place
   * of an earlier one. It needs no run and no data set, and leaves those as they are.
   */
  holdModel(file: File, key?: string): Promise<HeldModel>;
  /** Gives back what `holdModel` holds. */
  releaseModel(): Promise<void>;
  /** Ends the reading of a file: its `loadWeights`, `readReference` or `holdModel` rejects with `cancelled`. */
  cancelWeights(): Promise<void>;
  /**
   * Measures by probes what the run's weights have learned, as they are when its turn comes, or what a baseline knows.
   * `evaluation` events tell how far it is. Steps wait meanwhile; a training goes on afterwards as if nothing had been.
   * Rejects with `cancelled` when it is ended, or when the run is given up for a new one.
   */
  evaluate(request: EvaluationRequest): Promise<EvaluationResult>;
  /** Ends the evaluations under way. */
  cancelEvaluation(): Promise<void>;
  /**
   * Looks at the network, between two steps; a training waits for it and goes on to the bit as without it.
   * Rejects with `look_subject_missing` where those weights are not kept, or another run was not given to `holdRun`;
   * with `cancelled` when the run is given up.
   */
  look(question: LookQuestion): Promise<LookAnswer>;
  /** Holds another run under a name, to be looked at beside the one on show; of several the first go. */
  holdRun(id: string, checkpoint: Uint8Array): Promise<void>;
  /** What the programs of a step cost, by a replay that is taken back. */
  profileStep(): Promise<StepProfile>;
  /** What is known of the device's fastest tilings, which every new run takes. */
  tunedKernels(): Promise<readonly TunedKernel[]>;
  /**
   * Times the kernels of this configuration's step with several tilings, and keeps the fastest right ones for runs to come;
   * `tuning` events tell how far it is. The run that is set up stays as it is. Rejects with `device_busy` while one trains.
   */
  tune(config: RunConfig): Promise<TuneReport>;
  /** Ends the tuning under way; what was found until then stays. */
  cancelTuning(): Promise<void>;
  /** Forgets the tilings that were found. */
  forgetTunings(): Promise<void>;
  /**
   * Compares what the device computes with what it should, in a worker of its own; `study` events tell how far it is and
   * what was found. A later check or measurement ends it; it rejects with `cancelled` then.
   */
  checkDevice(request: CheckRequest): Promise<CheckRow[]>;
  /** Measures how fast the device is, in the same way; a training waits meanwhile. */
  measureDevice(request: MeasureRequest): Promise<Measurement>;
  /** Ends the check or measurement under way. */
  cancelStudy(): Promise<void>;
  /** The model as a safetensors file, parameters under the reference's names. */
  exportWeights(): Promise<Uint8Array>;
  /**
   * Computes a table of features with the run's weights as they are now, and gives its pieces to `write`, one after the
   * other. A training goes on meanwhile, and takes turns with the batches; `features` events tell how far it is. A later
   * one ends it. Rejects with `cancelled` when it is ended, or the run or the data are given up; with what `write`
   * rejects with.
   */
  exportFeatures(request: FeatureRequest, write: (piece: Uint8Array) => Promise<void>): Promise<void>;
  /** Ends the export of features under way. */
  cancelFeatures(): Promise<void>;
  /** Trains on from the last good weights after a loss that was not finite, at `learningRateFactor` of the base rate. */
  goOn(learningRateFactor: number): Promise<void>;
  /** The run as it is between two steps. */
  exportCheckpoint(): Promise<KeptCheckpoint>;
  /**
   * Sets up the run of a checkpoint's file, which goes on as if nothing had been; with `config`, where live fields were
   * changed since.
   */
  resume(config: RunConfig, checkpoint: Uint8Array): Promise<void>;
}

/**
 * A worker's calls, and its end. When it ends by itself, a `failure` event says so and all calls reject with
 * `worker_lost`; after that, or a lost device, another connection brings a fresh worker and device.
 */
export interface TrainingConnection extends TrainingApi {
  /** Ends the worker, whatever it does; calls under way reject. */
  close(): void;
}
