/** The probes on frozen features, in the order in which they are shown. */
export const PROBES = ['linear', 'knn', 'segmentation', 'matching', 'semantic'] as const;
/** Those that train the backbone too, a copy of it, which takes many times as long. */
const FINE_TUNINGS = ['finetune', 'finetuneSegmentation'] as const;
export const ALL_PROBES = [...PROBES, ...FINE_TUNINGS] as const;
export type ProbeName = (typeof ALL_PROBES)[number];

/** Images by what they were used for. */
export interface SplitReport {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  /** Seed of the split; absent where the data set brings its own. */
  readonly seed?: number;
  /** Where the test images come from. */
  readonly source: 'data set' | 'stratified';
}

export interface ClassificationReport {
  readonly top1: number;
  readonly top5: number;
  /** Share of the most frequent class. */
  readonly chance: number;
  /** Share of the labels that were used, 0 to 1. */
  readonly labels: number;
  /** `[classes][classes]` test images by true and predicted class. */
  readonly confusion: readonly (readonly number[])[];
}

export interface LinearReport extends ClassificationReport {
  /** The learning rate that validation data chose. */
  readonly rate: number;
  /** There where the head was trained on random crops and flips. */
  readonly augmented?: true;
}

export interface FinetuneReport extends ClassificationReport {
  readonly backboneRate: number;
  readonly headRate: number;
  readonly epochs: number;
}

export interface KnnReport {
  readonly top1: number;
  readonly chance: number;
  readonly k: number;
  readonly temperature: number;
}

export interface SegmentationReport {
  readonly meanIou: number;
  /** By class; `null` for one that is neither there nor predicted. */
  readonly ious: readonly (number | null)[];
  readonly pixelAccuracy: number;
  /** mIoU of the most frequent class everywhere. */
  readonly chance: number;
  /** There where the head saw the maps of all stages. */
  readonly maps?: 'all';
}

/** Matching accuracy within one distance. */
export interface MatchingAtRadius {
  /** In cells of the view that a match lands in. */
  readonly radius: number;
  readonly features: number;
  readonly embeddings?: number;
  readonly chance: number;
}

export interface MatchingReport {
  readonly radii: readonly MatchingAtRadius[];
  /** Cells counted. */
  readonly count: number;
}

export interface SemanticReport {
  readonly accuracy: number;
  readonly chance: number;
  readonly count: number;
}

/** Everything that an evaluation found out; plain data, so that it can be saved as it is. */
export interface EvaluationReport {
  readonly subject: string;
  readonly data: string;
  /** Steps that the weights had been trained for, where that is known. */
  readonly step?: number;
  readonly split: SplitReport;
  readonly classNames?: readonly string[];
  readonly maskClassNames?: readonly string[];
  /** One entry a share of the labels, all of them first. */
  readonly linear?: readonly LinearReport[];
  readonly knn?: KnnReport;
  readonly segmentation?: SegmentationReport;
  readonly matching?: MatchingReport;
  readonly semantic?: SemanticReport;
  /** One entry a share of the labels, as of `linear`. */
  readonly finetune?: readonly FinetuneReport[];
  readonly finetuneSegmentation?: SegmentationReport;
  /** Probes that were asked for and could not be done, with the reason. */
  readonly left: readonly { readonly probe: ProbeName; readonly reason: string }[];
  /** Seconds for the features and for each probe's own part. */
  readonly seconds: Readonly<Record<string, number>>;
}
