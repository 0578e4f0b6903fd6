import { normalizationOf } from '../config/normalization';
import type { ImageSet } from '../data/imageSet';
import type { EvaluationReport, ProbeName } from '../reports/evaluation';
import { part, type Watch } from './cancellation';
import type { EvaluationTask } from './evaluationTask';
import { centreCrop } from './features';
import { FeatureSource, type MapsWanted } from './featureSource';
import { matchingPanel } from './matchingPanel';
import {
  finetunedSegmentation,
  finetuneReports,
  knnReport,
  linearReports,
  segmentationReport,
  segmentationScore,
  semanticReport,
  type ProbeContext,
} from './probeReports';
import type { SegmentationScore } from './segmentation';
import { slidingWindows } from './windows';

export type { EvaluationTask } from './evaluationTask';

/** An evaluation with what does not belong into a report: masks to look at. */
export interface Evaluation {
  readonly report: EvaluationReport;
  readonly masks: SegmentationScore['shown'];
}

/** Test images on which matching is judged, at most: networks have seen the validation images in training. */
const PANEL_IMAGES = 64;

/** What becomes known of a probe while it runs. */
export type ProbeListener = (probe: ProbeName, share: number) => void;

type Results = { -readonly [probe in ProbeName]?: EvaluationReport[probe] };

/**
 * Runs probes one after the other. Those that need the same features compute them once.
 *
 * @throws Cancelled when the watch's signal is aborted; Failure `loss_not_finite` where fine-tuning diverges.
 */
export async function evaluate(
  task: EvaluationTask,
  watch: Watch = {},
  onProbe?: ProbeListener,
): Promise<Evaluation> {
  const { data, subject, splitReport, step } = task;
  const reasons = task.probes.map((probe) => ({ probe, reason: reasonToLeave(probe, task) }));
  const left = reasons.flatMap(({ probe, reason }) => (reason === undefined ? [] : [{ probe, reason }]));
  const probes = task.probes.filter((probe) => left.every((other) => other.probe !== probe));
  const context = contextOf(task, probes);
  const { source } = context;
  const results: Results = {};
  const seconds: Record<string, number> = {};
  let masks: SegmentationScore['shown'] = [];

  for (const probe of probes) {
    const begun = performance.now();
    const before = source.seconds;
    const own = part({ ...watch, onProgress: (share) => onProbe?.(probe, share) }, 0, 1);
    const shown = await run(probe, context, results, own);
    if (shown !== undefined) masks = shown;
    onProbe?.(probe, 1);
    seconds[probe] = (performance.now() - begun) / 1000 - (source.seconds - before);
  }
  if (source.seconds > 0) seconds.features = source.seconds;
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

/** Runs one probe, puts its report to the others, and returns masks to look at where it has some. */
async function run(
  probe: ProbeName,
  context: ProbeContext,
  results: Results,
  watch: Watch,
): Promise<SegmentationScore['shown'] | undefined> {
  const { task } = context;
  switch (probe) {
    case 'linear':
      results.linear = await linearReports(context, watch);
      return undefined;
    case 'knn':
      results.knn = await knnReport(context, watch);
      return undefined;
    case 'segmentation': {
      const score = await segmentationScore(context, watch);
      const isJoined = task.segmentation?.maps === 'all';
      results.segmentation = { ...segmentationReport(score), ...(isJoined ? { maps: 'all' } : {}) };
      return score.shown;
    }
    case 'matching': {
      const { subject, data, split, views, seed } = task;
      const panel = split.test.subarray(0, PANEL_IMAGES);
      results.matching = await matchingPanel(subject, data, panel, { views, seed }, watch);
      return undefined;
    }
    case 'semantic':
      results.semantic = await semanticReport(context, watch);
      return undefined;
    case 'finetune':
      results.finetune = await finetuneReports(context, watch);
      return undefined;
    case 'finetuneSegmentation':
      results.finetuneSegmentation = await finetunedSegmentation(context, watch);
      return undefined;
  }
}

function contextOf(task: EvaluationTask, probes: readonly ProbeName[]): ProbeContext {
  const { subject, data, split, views, segmentation, cache } = task;
  const { size } = views.crops[0]!;
  const input = { size, normalization: normalizationOf(views) };
  const whole = { ...input, boxes: [centreCrop(data, 1)] };
  const windows = {
    ...input,
    boxes: slidingWindows(data.height, data.width, size),
    ...(segmentation?.maps === 'all' ? { maps: segmentation.maps } : {}),
  };
  const wanted: MapsWanted[] = [];
  if (probes.includes('segmentation')) {
    wanted.push({ part: 'train', protocol: windows }, { part: 'test', protocol: windows });
  }
  if (probes.includes('semantic')) wanted.push({ part: 'test', protocol: whole });
  return { task, source: new FeatureSource(subject, data, split, wanted, cache), whole, windows };
}

/** Why a probe cannot be done on a data set; `undefined` when it can. */
export function missing(probe: ProbeName, { labels, masks }: ImageSet): string | undefined {
  const needsLabels = probe === 'linear' || probe === 'knn' || probe === 'finetune';
  const needsMasks = probe === 'segmentation' || probe === 'semantic' || probe === 'finetuneSegmentation';
  if (needsLabels && labels === undefined) return 'the data set has no classes';
  if (needsMasks && masks === undefined) return 'the data set has no masks';
  return undefined;
}

function reasonToLeave(probe: ProbeName, { subject, data }: EvaluationTask): string | undefined {
  const isTuning = probe === 'finetune' || probe === 'finetuneSegmentation';
  if (isTuning && subject.network === undefined) return 'there is no network to train';
  return missing(probe, data);
}
