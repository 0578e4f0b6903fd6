import type { OnlineKnn } from './knn';
import type { MatchingAccuracy } from './matches';
import type { StepReport } from './step';

/** @file Every number that a run reports, listed once: files, histories and exports are all made from this list. */

/** One line of a run's history: the report of a step, with the matching accuracy and kNN where they were due at that step. */
export type MetricsEntry = StepReport & { readonly accuracy?: MatchingAccuracy; readonly knn?: OnlineKnn };

/** Where the numbers of `T` are: `loss.global.variance`. */
type NumberPath<T> = {
  [Key in keyof T & string]-?: NonNullable<T[Key]> extends number
    ? Key
    : `${Key}.${NumberPath<NonNullable<T[Key]>>}`;
}[keyof T & string];

interface Measure {
  /** In the files; never change one, since scripts rely on them. */
  readonly name: string;
  readonly unit?: string;
  /** In a history and in shared links, where `accuracy.` goes before those of the matching accuracy. */
  readonly column: string;
}

/**
 * Every measure by its place in a `MetricsEntry`, in the order of the files; new ones go to the end.
 * A number of a report that is missing here does not compile.
 */
export const MEASURES = {
  step: { name: 'step', column: 'step' },
  seconds: { name: 'seconds', unit: 's', column: 'seconds' },
  alpha: { name: 'alpha', column: 'alpha' },
  learningRate: { name: 'learning_rate', column: 'learningRate' },
  'loss.total': { name: 'loss', column: 'total' },
  'loss.global.invariance': { name: 'global_invariance', column: 'globalInvariance' },
  'loss.global.variance': { name: 'global_variance', column: 'globalVariance' },
  'loss.global.covariance': { name: 'global_covariance', column: 'globalCovariance' },
  'loss.local.invariance': { name: 'local_invariance', column: 'localInvariance' },
  'loss.local.variance': { name: 'local_variance', column: 'localVariance' },
  'loss.local.covariance': { name: 'local_covariance', column: 'localCovariance' },
  'loss.classifier': { name: 'classifier_loss', unit: 'nats', column: 'classifier' },
  representationStd: { name: 'representation_std', column: 'representationStd' },
  embeddingStd: { name: 'embedding_std', column: 'embeddingStd' },
  representationCorrelation: { name: 'representation_correlation', column: 'representationCorrelation' },
  embeddingCorrelation: { name: 'embedding_correlation', column: 'embeddingCorrelation' },
  top1: { name: 'top1', unit: 'fraction', column: 'top1' },
  top5: { name: 'top5', unit: 'fraction', column: 'top5' },
  'accuracy.features': { name: 'matching_accuracy_features', unit: 'fraction', column: 'features' },
  'accuracy.embeddings': { name: 'matching_accuracy_embeddings', unit: 'fraction', column: 'embeddings' },
  'accuracy.chance': { name: 'matching_accuracy_chance', unit: 'fraction', column: 'chance' },
  'accuracy.count': { name: 'matches_counted', column: 'count' },
  imagesPerSecond: { name: 'images_per_second', unit: '1/s', column: 'imagesPerSecond' },
  gpuBytes: { name: 'gpu_memory', unit: 'bytes', column: 'gpuBytes' },
  lossScale: { name: 'loss_scale', column: 'lossScale' },
  skippedSteps: { name: 'skipped_steps', column: 'skippedSteps' },
  'knn.top1': { name: 'knn_top1', unit: 'fraction', column: 'knnTop1' },
  'knn.chance': { name: 'knn_chance', unit: 'fraction', column: 'knnChance' },
} as const satisfies Record<NumberPath<MetricsEntry>, Measure>;

type MeasurePath = keyof typeof MEASURES;
type AccuracyPath = Extract<MeasurePath, `accuracy.${string}`>;
type KnnPath = Extract<MeasurePath, `knn.${string}`>;
type StepPath = Exclude<MeasurePath, AccuracyPath | KnnPath>;
type Listed<Path extends MeasurePath> = Measure & {
  readonly path: Path;
  readonly column: (typeof MEASURES)[Path]['column'];
};

/** All measures, those of a `StepReport`, of a `MatchingAccuracy` and of kNN, with their places. */
export const MEASURE_LIST = Object.entries(MEASURES).map(([path, measure]) => ({
  ...measure,
  path,
})) as readonly Listed<MeasurePath>[];
export const STEP_MEASURES = MEASURE_LIST.filter(
  (measure): measure is Listed<StepPath> => !/^(accuracy|knn)\./.test(measure.path),
);
export const ACCURACY_MEASURES = MEASURE_LIST.filter((measure): measure is Listed<AccuracyPath> =>
  measure.path.startsWith('accuracy.'),
);

export const KNN_MEASURES = MEASURE_LIST.filter((measure): measure is Listed<KnnPath> =>
  measure.path.startsWith('knn.'),
);

/** The number at a place; `undefined` where the entry lacks it. */
export function numberAt(entry: Partial<MetricsEntry>, path: MeasurePath): number | undefined {
  let value: unknown = entry;
  for (const key of path.split('.')) value = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
  return value as number | undefined;
}

/** The entry of some numbers and their places; nothing is made for what is `undefined`. */
export function entryFrom(
  numbers: Iterable<readonly [MeasurePath, number | undefined]>,
): Partial<MetricsEntry> {
  const entry: Record<string, unknown> = {};
  for (const [path, number] of numbers) {
    if (number === undefined) continue;
    const keys = path.split('.');
    let parent = entry;
    for (const key of keys.slice(0, -1)) parent = (parent[key] ??= {}) as Record<string, unknown>;
    parent[keys.at(-1)!] = number;
  }
  return entry;
}
