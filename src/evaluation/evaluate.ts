import type { ViewsConfig } from '../config/viewsConfig';
import type { ImageSet } from '../data/imageSet';
import type {
  EvaluationReport,
  KnnReport,
  LinearReport,
  ProbeName,
  SegmentationReport,
  SemanticReport,
  SplitReport,
} from '../reports/evaluation';
import { part, type Watch } from './cancellation';
import { centreCrop, extractFeatures, takeRows, type Features } from './features';
import { knn, KNN_OPTIONS, type LabelledVectors } from './knn';
import { linearProbe, LINEAR_OPTIONS, type LinearProbeOptions, type ProbeData } from './linearProbe';
import { matchingPanel } from './matchingPanel';
import type { ConfusionMatrix } from './scores';
import { segmentationProbe, SEGMENTATION_OPTIONS, type SegmentationScore } from './segmentation';
import { semanticMatching } from './semanticMatching';
import { stratifiedShare, type Split } from './splits';
import type { Subject } from './subject';

/** What an evaluation is made of; a function of these alone. */
export interface EvaluationTask {
  readonly subject: Subject;
  readonly data: ImageSet;
  readonly split: Split;
  readonly splitReport: SplitReport;
  readonly probes: readonly ProbeName[];
  /** Views of the training: their size is that of every input, and matching takes views of this kind. */
  readonly views: ViewsConfig;
  readonly seed: number;
  /** Shares of the labels that the linear probe is trained with, largest first. */
  readonly labelShares?: readonly number[];
  readonly linear?: Partial<LinearProbeOptions>;
  readonly step?: number;
}

/** An evaluation with what does not belong into a report: masks to look at. */
export interface Evaluation {
  readonly report: EvaluationReport;
  readonly masks: SegmentationScore['shown'];
}

/** Images of the validation part on which matching is judged at most. */
const PANEL_IMAGES = 64;

/** What becomes known of a probe while it runs. */
export type ProbeListener = (probe: ProbeName, share: number) => void;

/**
 * Runs probes one after the other. Linear classification and kNN share one pass for their features.
 *
 * @throws Cancelled when the watch's signal is aborted.
 */
export async function evaluate(
  task: EvaluationTask,
  watch: Watch = {},
  onProbe?: ProbeListener,
): Promise<Evaluation> {
  const { data, split, probes } = task;
  const seconds: Record<string, number> = {};
  const left: { probe: ProbeName; reason: string }[] = [];
  const results: { -readonly [probe in ProbeName]?: EvaluationReport[probe] } = {};
  let masks: SegmentationScore['shown'] = [];
  let vectors: ProbeData | undefined;
  const watched = (probe: ProbeName, from = 0, to = 1): Watch =>
    part({ ...watch, onProgress: (share) => onProbe?.(probe, share) }, from, to);

  for (const probe of probes) {
    const reason = missing(probe, data);
    if (reason !== undefined) {
      left.push({ probe, reason });
      continue;
    }
    const begun = performance.now();
    switch (probe) {
      case 'linear':
        vectors ??= await probeData(task, watched(probe, 0, 0.5), seconds);
        results.linear = await linearReports(task, vectors, watched(probe, 0.5, 1));
        break;
      case 'knn':
        vectors ??= await probeData(task, watched(probe, 0, 0.9), seconds);
        results.knn = await knnReport(task, vectors, watched(probe, 0.9, 1));
        break;
      case 'segmentation': {
        const options = { ...SEGMENTATION_OPTIONS, window: inputSize(task), seed: task.seed };
        const score = await segmentationProbe(task.subject, data, split, options, watched(probe));
        results.segmentation = segmentationReport(score);
        masks = score.shown;
        break;
      }
      case 'matching':
        results.matching = await matchingPanel(
          task.subject,
          data,
          split.test.subarray(0, PANEL_IMAGES),
          { views: task.views, seed: task.seed },
          watched(probe),
        );
        break;
      case 'semantic':
        results.semantic = await semanticReport(task, watched(probe));
        break;
    }
    onProbe?.(probe, 1);
    seconds[probe] = (performance.now() - begun) / 1000;
  }
  const { subject, splitReport, step } = task;
  return {
    report: {
      subject: subject.name,
      data: data.name,
      ...(step === undefined ? {} : { step }),
      split: splitReport,
      ...(data.classNames === undefined ? {} : { classNames: data.classNames }),
      ...(data.maskClassNames === undefined ? {} : { maskClassNames: data.maskClassNames }),
      ...results,
      left,
      seconds,
    },
    masks,
  };
}

/** Why a probe cannot be done on a data set; `undefined` when it can. */
export function missing(probe: ProbeName, { labels, masks }: ImageSet): string | undefined {
  const needsLabels = probe === 'linear' || probe === 'knn';
  const needsMasks = probe === 'segmentation' || probe === 'semantic';
  if (needsLabels && labels === undefined) return 'the data set has no classes';
  if (needsMasks && masks === undefined) return 'the data set has no masks';
  return undefined;
}

function inputSize({ views }: EvaluationTask): number {
  return views.crops[0]!.size;
}

/** Representations of all three parts, from the whole images: no crop, as they are made square and small by the loader. */
async function probeData(
  task: EvaluationTask,
  watch: Watch,
  seconds: Record<string, number>,
): Promise<ProbeData> {
  const { subject, data, split } = task;
  const begun = performance.now();
  const parts = [split.train, split.validation, split.test];
  const images = Int32Array.from(parts.flatMap((indices) => [...indices]));
  const protocol = { size: inputSize(task), boxes: [centreCrop(data, 1)] };
  const features = await extractFeatures(subject, data, images, protocol, {}, watch);
  seconds.features = (performance.now() - begun) / 1000;
  let at = 0;
  const [train, validation, test] = parts.map((indices): LabelledVectors => {
    const rows = Int32Array.from(indices, () => at++);
    return {
      vectors: takeRows(features.representation, features.width, rows),
      labels: Array.from(indices, (image) => data.labels![image]!),
      channels: features.width,
    };
  });
  return { train: train!, validation: validation!, test: test! };
}

async function linearReports(
  task: EvaluationTask,
  vectors: ProbeData,
  watch: Watch,
): Promise<LinearReport[]> {
  const { data, seed, labelShares = [1] } = task;
  const classes = data.classNames!.length;
  const options = { ...LINEAR_OPTIONS, ...task.linear, seed };
  const reports: LinearReport[] = [];
  for (const [place, share] of labelShares.entries()) {
    const own = part(watch, place / labelShares.length, (place + 1) / labelShares.length);
    const score = await linearProbe(
      { ...vectors, train: labelled(vectors.train, share, seed) },
      classes,
      options,
      own,
    );
    reports.push({
      top1: score.top1,
      top5: score.top5,
      chance: majority(vectors.test.labels),
      labels: share,
      rate: score.rate,
      confusion: tableOf(score.confusion),
    });
  }
  return reports;
}

/** A share of labelled vectors, stratified. */
function labelled(train: LabelledVectors, share: number, seed: number): LabelledVectors {
  const all = Int32Array.from({ length: train.labels.length }, (_, row) => row);
  const rows = stratifiedShare(all, train.labels, share, seed);
  return {
    vectors: takeRows(train.vectors, train.channels, rows),
    labels: Array.from(rows, (row) => train.labels[row]!),
    channels: train.channels,
  };
}

async function knnReport(
  { data }: EvaluationTask,
  { train, test }: ProbeData,
  watch: Watch,
): Promise<KnnReport> {
  const { top1 } = await knn(train, test, data.classNames!.length, KNN_OPTIONS, watch);
  return { top1, chance: majority(test.labels), ...KNN_OPTIONS };
}

async function semanticReport(task: EvaluationTask, watch: Watch): Promise<SemanticReport> {
  const { subject, data, split, seed } = task;
  const protocol = { size: inputSize(task), boxes: [centreCrop(data, 1)] };
  const features: Features = await extractFeatures(
    subject,
    data,
    split.test,
    protocol,
    { maps: true },
    part(watch, 0, 0.8),
  );
  return semanticMatching(data, split.test, features, seed, part(watch, 0.8, 1));
}

function segmentationReport({
  meanIou,
  ious,
  pixelAccuracy,
  constant,
}: SegmentationScore): SegmentationReport {
  return { meanIou, ious, pixelAccuracy, chance: constant };
}

/** Share of the most frequent label. */
function majority(labels: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (const label of Array.from(labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return labels.length === 0 ? 0 : Math.max(...counts.values()) / labels.length;
}

function tableOf({ classes, counts }: ConfusionMatrix): number[][] {
  return Array.from({ length: classes }, (_, row) => [
    ...counts.subarray(row * classes, (row + 1) * classes),
  ]);
}
