import type { EvaluationReport, ProbeName } from '../reports/evaluation';

/** @file Every number of an evaluation that a sweep compares, listed once: table, files and plot are made from this list. */

/** Matches within this many cells count in a sweep. */
export const MATCHING_RADIUS = 1.5;

interface Measure {
  /** In the files; never change one, since scripts rely on them. */
  readonly name: string;
  /** In a table's head and a menu. */
  readonly title: string;
  /** Beside an axis, where values are in per cent. */
  readonly axisTitle: string;
  /** Values are shares, 0 to 1. */
  readonly unit: 'fraction';
  readonly higherIsBetter: boolean;
  /** The probe that measures it. */
  readonly probe: ProbeName;
  /** `undefined` where the report lacks it. */
  readonly read: (report: EvaluationReport) => number | undefined;
}

const matchesAtRadius = (report: EvaluationReport) =>
  report.matching?.radii.find(({ radius }) => radius === MATCHING_RADIUS);

/** In the order of tables and files; new ones go to the end. */
export const SWEEP_MEASURES = [
  {
    name: 'linear_top1',
    title: 'Linear top-1',
    axisTitle: 'Linear classification, top-1 (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'linear',
    read: (report) => report.linear?.[0]?.top1,
  },
  {
    name: 'knn_top1',
    title: 'kNN top-1',
    axisTitle: 'kNN classification, top-1 (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'knn',
    read: (report) => report.knn?.top1,
  },
  {
    name: 'mean_iou',
    title: 'mIoU',
    axisTitle: 'Linear segmentation, mIoU (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'segmentation',
    read: (report) => report.segmentation?.meanIou,
  },
  {
    name: 'pixel_accuracy',
    title: 'Pixel accuracy',
    axisTitle: 'Linear segmentation, pixel accuracy (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'segmentation',
    read: (report) => report.segmentation?.pixelAccuracy,
  },
  {
    name: 'matching_features',
    title: 'Feature matching',
    axisTitle: `Matches of features within ${MATCHING_RADIUS} cells (%)`,
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'matching',
    read: (report) => matchesAtRadius(report)?.features,
  },
  {
    name: 'matching_embeddings',
    title: 'Embedding matching',
    axisTitle: `Matches of embeddings within ${MATCHING_RADIUS} cells (%)`,
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'matching',
    read: (report) => matchesAtRadius(report)?.embeddings,
  },
  {
    name: 'semantic_accuracy',
    title: 'Semantic matching',
    axisTitle: 'Semantic matching, nearest cells of the same class (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'semantic',
    read: (report) => report.semantic?.accuracy,
  },
  {
    name: 'finetune_top1',
    title: 'Fine-tuned top-1',
    axisTitle: 'Fine-tuned classification, top-1 (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'finetune',
    read: (report) => report.finetune?.[0]?.top1,
  },
  {
    name: 'finetune_mean_iou',
    title: 'Fine-tuned mIoU',
    axisTitle: 'Fine-tuned segmentation, mIoU (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'finetuneSegmentation',
    read: (report) => report.finetuneSegmentation?.meanIou,
  },
] as const satisfies readonly Measure[];

export type SweepMeasureName = (typeof SWEEP_MEASURES)[number]['name'];
export interface SweepMeasure extends Measure {
  readonly name: SweepMeasureName;
}

/** Numbers by measure; those that were not taken are absent. */
export type SweepValues = Readonly<Partial<Record<SweepMeasureName, number>>>;

export function sweepMeasure(name: SweepMeasureName): SweepMeasure {
  return SWEEP_MEASURES.find((measure) => measure.name === name)!;
}

/** What a sweep takes from an evaluation; what is not finite is left out. */
export function sweepValues(report: EvaluationReport): SweepValues {
  const cells = SWEEP_MEASURES.map(({ name, read }) => [name, read(report)] as const);
  return Object.fromEntries(cells.filter(([, value]) => Number.isFinite(value)));
}
