import type {
  ClassificationReport,
  FinetuneReport,
  KnnReport,
  LinearReport,
  SegmentationReport,
  SemanticReport,
} from '../reports/evaluation';
import { AugmentedVectors } from './augmentedVectors';
import { part, type Watch } from './cancellation';
import type { EvaluationTask } from './evaluationTask';
import type { FeatureProtocol } from './features';
import { takeVectors, type FeatureSource } from './featureSource';
import {
  finetune,
  finetuneSegmentation,
  FINETUNE_OPTIONS,
  FINETUNE_SEGMENTATION_OPTIONS,
  type FinetuneTask,
} from './finetune';
import { knn, KNN_OPTIONS } from './knn';
import { linearProbe, LINEAR_OPTIONS, type ProbeData } from './linearProbe';
import { majority, type ClassificationScore, type ConfusionMatrix } from './scores';
import { segmentMaps, SEGMENTATION_OPTIONS, type SegmentationScore } from './segmentation';
import { semanticMatching } from './semanticMatching';
import { stratifiedShare } from './splits';

/** What the probes of an evaluation share. */
export interface ProbeContext {
  readonly task: EvaluationTask;
  readonly source: FeatureSource;
  /** Whole images: of one that is not square, the square in its middle. */
  readonly whole: FeatureProtocol;
  /** Windows for segmentation. */
  readonly windows: FeatureProtocol;
}

export async function linearReports(context: ProbeContext, watch: Watch): Promise<LinearReport[]> {
  const { task } = context;
  const { data, split, seed, labelShares = [1] } = task;
  const vectors = await probeData(context, part(watch, 0, 0.5));
  const { augmented = false, ...chosen } = task.linear ?? {};
  const options = { ...LINEAR_OPTIONS, ...chosen, seed };
  const reports: LinearReport[] = [];
  for (const [place, share] of labelShares.entries()) {
    const own = shareOf(part(watch, 0.5, 1), place, labelShares.length);
    const rows = labelledRows(vectors.train.labels, share, seed);
    const images = Int32Array.from(rows, (row) => split.train[row]!);
    const train = takeVectors(vectors.train, rows);
    const views = augmented
      ? new AugmentedVectors(task.subject, data, images, context.whole, seed)
      : undefined;
    try {
      const epochVectors =
        views === undefined ? undefined : (places: Int32Array, epoch: number) => views.batch(places, epoch);
      const score = await linearProbe(
        { ...vectors, train },
        data.classNames!.length,
        options,
        own,
        epochVectors,
      );
      reports.push({
        ...classification(score, vectors.test.labels, share),
        rate: score.rate,
        ...(augmented ? { augmented } : {}),
      });
    } finally {
      views?.dispose();
    }
  }
  return reports;
}

export async function knnReport(context: ProbeContext, watch: Watch): Promise<KnnReport> {
  const { train, test } = await probeData(context, part(watch, 0, 0.9));
  const classes = context.task.data.classNames!.length;
  const { top1 } = await knn(train, test, classes, KNN_OPTIONS, part(watch, 0.9, 1));
  return { top1, chance: majority(test.labels), ...KNN_OPTIONS };
}

export async function segmentationScore(
  { task, source, windows }: ProbeContext,
  watch: Watch,
): Promise<SegmentationScore> {
  const { data, split, seed } = task;
  const { boxes } = windows;
  const maps = {
    train: { boxes, features: await source.of('train', windows, part(watch, 0, 0.4)) },
    test: { boxes, features: await source.of('test', windows, part(watch, 0.4, 0.5)) },
  };
  const options = { ...SEGMENTATION_OPTIONS, ...task.segmentation, seed };
  return segmentMaps(data, split, maps, options, part(watch, 0.5, 1));
}

export async function semanticReport(
  { task, source, whole }: ProbeContext,
  watch: Watch,
): Promise<SemanticReport> {
  const { data, split, seed } = task;
  const features = await source.of('test', whole, part(watch, 0, 0.8));
  return semanticMatching(data, split.test, features, whole.boxes[0]!, seed, part(watch, 0.8, 1));
}

export async function finetuneReports(context: ProbeContext, watch: Watch): Promise<FinetuneReport[]> {
  const { task } = context;
  const { data, split, seed, labelShares = [1] } = task;
  const options = { ...FINETUNE_OPTIONS, ...task.finetune };
  const { backboneRate, headRate, epochs } = options;
  const labelsOf = (images: Int32Array) => Array.from(images, (image) => data.labels![image]!);
  const reports: FinetuneReport[] = [];
  for (const [place, share] of labelShares.entries()) {
    const rows = labelledRows(labelsOf(split.train), share, seed);
    const train = Int32Array.from(rows, (row) => split.train[row]!);
    const score = await finetune(
      finetuneTask(context, train),
      options,
      shareOf(watch, place, labelShares.length),
    );
    reports.push({
      ...classification(score, labelsOf(split.test), share),
      backboneRate,
      headRate,
      epochs,
    });
  }
  return reports;
}

export async function finetunedSegmentation(
  context: ProbeContext,
  watch: Watch,
): Promise<SegmentationReport> {
  const { task } = context;
  const options = { ...FINETUNE_SEGMENTATION_OPTIONS, ...task.finetuneSegmentation };
  return segmentationReport(
    await finetuneSegmentation(finetuneTask(context, task.split.train), options, watch),
  );
}

export function segmentationReport({
  meanIou,
  ious,
  pixelAccuracy,
  constant,
}: SegmentationScore): SegmentationReport {
  return { meanIou, ious, pixelAccuracy, chance: constant };
}

function finetuneTask({ task, whole }: ProbeContext, train: Int32Array): FinetuneTask {
  const { subject, data, split, seed } = task;
  const { size, normalization } = whole;
  return {
    network: subject.network!,
    data,
    images: { train, test: split.test },
    size,
    normalization,
    seed,
  };
}

/** Representations of all three parts, from the whole images. */
async function probeData({ source, whole, task }: ProbeContext, watch: Watch): Promise<ProbeData> {
  const { train, validation, test } = task.split;
  const all = train.length + validation.length + test.length;
  const [first, second] = [train.length / all, (train.length + validation.length) / all];
  return {
    train: await source.vectors('train', whole, part(watch, 0, first)),
    validation: await source.vectors('validation', whole, part(watch, first, second)),
    test: await source.vectors('test', whole, part(watch, second, 1)),
  };
}

/** Rows of a share of the labels, stratified. */
function labelledRows(
  labels: readonly number[] | ArrayLike<number>,
  share: number,
  seed: number,
): Int32Array {
  const all = Int32Array.from({ length: labels.length }, (_, row) => row);
  return stratifiedShare(all, labels, share, seed);
}

function classification(
  { top1, top5, confusion }: ClassificationScore,
  truth: ArrayLike<number>,
  share: number,
): ClassificationReport {
  return { top1, top5, chance: majority(truth), labels: share, confusion: tableOf(confusion) };
}

/** The watch of one of several equal parts. */
function shareOf(watch: Watch, place: number, count: number): Watch {
  return part(watch, place / count, (place + 1) / count);
}

function tableOf({ classes, counts }: ConfusionMatrix): number[][] {
  return Array.from({ length: classes }, (_, row) => [
    ...counts.subarray(row * classes, (row + 1) * classes),
  ]);
}
