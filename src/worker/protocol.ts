import type { RunConfig } from '../config/runConfig';
import type { ViewParameters } from '../augment/viewParameters';
import type { FailureInfo } from '../failure';

/**
 * @file What the page and the training worker say to each other. Commands are calls on `TrainingApi` (through
 * comlink); everything that happens while training arrives as a `TrainingEvent`. Arrays are transferred.
 */

/** Where the images of a run come from. Files are handed over as they were chosen. */
export type DataRequest =
  | { readonly source: 'synthetic'; readonly size: number; readonly count: number; readonly seed: number }
  | { readonly source: 'cifar10'; readonly files: readonly File[] }
  | { readonly source: 'images'; readonly files: readonly File[]; readonly size: number };

/** What the page shows of a loaded data set; thumbnails are `[n, side, side, 3]` bytes. */
export interface DataSummary {
  readonly name: string;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly classNames?: readonly string[];
  readonly hasMasks: boolean;
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly thumbnails: { readonly count: number; readonly height: number; readonly width: number; readonly images: Uint8Array };
}

export interface DeviceSummary {
  /** `webgpu`, `wasm` or `cpu`. */
  readonly backend: string;
  /** The adapter's own name, e.g. "NVIDIA H100" or "SwiftShader". */
  readonly name: string;
  /** True when the adapter computes on the CPU. */
  readonly software: boolean;
  readonly features: readonly string[];
  readonly maxBufferSize: number;
}

/** The terms of the loss at one step. Terms are already multiplied by their coefficients, as the reference logs them. */
export interface LossTerms {
  readonly total: number;
  /** λ·inv + μ·var + ν·cov over the global embeddings; absent at α = 0. */
  readonly global?: { readonly invariance: number; readonly variance: number; readonly covariance: number };
  /** The same over matched cells; absent at α = 1. */
  readonly local?: { readonly invariance: number; readonly variance: number; readonly covariance: number };
  /** Cross entropy of the online classifier. */
  readonly classifier?: number;
}

export interface StepReport {
  /** Steps done, 1 after the first one. */
  readonly step: number;
  readonly alpha: number;
  readonly loss: LossTerms;
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  /** Mean standard deviation of the L2-normalised representations and embeddings of view 0; 1/√d when spread out, 0 at collapse. */
  readonly representationStd: number;
  readonly embeddingStd?: number;
  /** Mean off-diagonal correlation of representation and embedding. */
  readonly representationCorrelation: number;
  readonly embeddingCorrelation?: number;
  /** Online classifier on the batch, fractions. */
  readonly top1?: number;
  readonly top5?: number;
  readonly gpuBytes: number;
  /** Wall time since training began, pauses left out, in seconds. */
  readonly seconds: number;
}

/** One ordered pair of cells; `distance` in L2 of the embeddings or in pixels of the source image. */
export interface MatchList {
  /** `[k]` cells of view 0. */
  readonly input: Int32Array;
  /** `[k]` cells of view 1. */
  readonly candidate: Int32Array;
  readonly distance: Float32Array;
}

/** The correspondence view's picture of one image at one step: its two global views as the network sees them. */
export interface MatchSnapshot {
  readonly step: number;
  readonly imageIndex: number;
  readonly label?: string;
  /** The source image, `[height, width, 3]` bytes. */
  readonly source: { readonly height: number; readonly width: number; readonly pixels: Uint8Array };
  readonly views: readonly [SnapshotView, SnapshotView];
  /** Every cell of view 0 with its nearest embedding in view 1, best first as the criterion ranks them. */
  readonly byEmbedding: MatchList;
  /** Every cell of view 0 with its nearest cell of view 1 in the source image, best first. */
  readonly byLocation: MatchList;
  /** How many of each list the criterion keeps (γ) and attracts (threshold). */
  readonly keptByEmbedding: number;
  readonly keptByLocation: number;
  readonly accuracy: MatchingAccuracy;
}

export interface SnapshotView {
  readonly parameters: ViewParameters;
  /** The view before normalisation, `[size, size, 3]` bytes. */
  readonly size: number;
  readonly pixels: Uint8Array;
  /** Cells of the map. */
  readonly rows: number;
  readonly columns: number;
  /** `[rows·columns, 2]` centre of each cell as (y, x) in pixels of the source image; always true to the flip. */
  readonly locations: Float32Array;
  /** Size of one cell in pixels of the source image, (height, width). */
  readonly cell: readonly [number, number];
  /** Backbone map, `[rows·columns, channels]`. */
  readonly features: Float32Array;
  /** Local expander's output, `[rows·columns, dimensions]`; absent at α = 1. */
  readonly embeddings?: Float32Array;
}

/** Share of best embedding matches, within the area both views see, that land within one cell of the true location. */
export interface MatchingAccuracy {
  readonly features: number;
  readonly embeddings?: number;
  /** What a random choice would score on the same pairs. */
  readonly chance: number;
  /** Matches counted. */
  readonly count: number;
}

export interface AccuracyReport {
  readonly step: number;
  readonly accuracy: MatchingAccuracy;
}

export type Phase =
  | 'opening'
  | 'loading'
  | 'compiling'
  | 'ready'
  | 'running'
  | 'paused'
  | 'finished'
  | 'failed';

export type TrainingEvent =
  | { readonly type: 'phase'; readonly phase: Phase; readonly detail?: string; readonly progress?: number }
  | { readonly type: 'device'; readonly device: DeviceSummary }
  | { readonly type: 'data'; readonly data: DataSummary }
  /** A new run is set up; `totalSteps` follows from length, unit, batch and data set. */
  | { readonly type: 'run'; readonly config: RunConfig; readonly totalSteps: number; readonly parameterCount: number }
  | { readonly type: 'step'; readonly report: StepReport }
  | { readonly type: 'matches'; readonly snapshot: MatchSnapshot }
  | { readonly type: 'accuracy'; readonly report: AccuracyReport }
  | { readonly type: 'notice'; readonly message: string }
  | { readonly type: 'failure'; readonly failure: FailureInfo; readonly step?: number };

/** The worker's calls. All of them reject with an `Error` whose `message` is the JSON of a `FailureInfo`. */
export interface TrainingApi {
  /** Opens the device; events go to `listener` from then on. */
  open(listener: (event: TrainingEvent) => void): Promise<DeviceSummary>;
  loadData(request: DataRequest): Promise<DataSummary>;
  /** Sets up a new run on the loaded data: new weights from the seed, step 0. */
  configure(config: RunConfig): Promise<void>;
  /** Takes over the fields whose effect is `live`; rejects when another field differs. */
  update(config: RunConfig): Promise<void>;
  train(): Promise<void>;
  pause(): Promise<void>;
  /** Does `steps` steps and pauses. */
  step(steps: number): Promise<void>;
  /** Back to step 0 with the same configuration. */
  reset(): Promise<void>;
  /** Shows another image in the correspondence view; a snapshot follows as an event. */
  showImage(imageIndex: number): Promise<void>;
  /** Draws the views that the given configuration would take of one image, without touching the run. */
  previewViews(config: RunConfig, imageIndex: number, draw: number): Promise<readonly PreviewView[]>;
  /** The model as a safetensors file, parameters under the reference's names. */
  exportWeights(): Promise<Uint8Array>;
}

export interface PreviewView {
  readonly size: number;
  readonly pixels: Uint8Array;
  readonly parameters: ViewParameters;
}
