import type { EvaluationReport, ProbeName } from './evaluation';
import { LANDING_RADIUS } from './landingRadius';

/** @file Every number of an evaluation that is compared, one row each: headlines, tables, files, plots follow from them. */

/** What the probes found: with all labels, and of matching within the radius that counts. */
function partsOf(report: EvaluationReport) {
  return {
    ...report,
    linear: report.linear?.[0],
    finetune: report.finetune?.[0],
    matching: report.matching?.radii.find(({ radius }) => radius === LANDING_RADIUS),
  };
}

type Parts = ReturnType<typeof partsOf>;

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
  readonly read: (parts: Parts) => number | undefined;
}

/** In the order of tables and files; new ones go to the end. The first of a probe is its headline. */
export const EVALUATION_MEASURES = [
  {
    name: 'linear_top1',
    title: 'Linear top-1',
    axisTitle: 'Linear classification, top-1 (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'linear',
    read: ({ linear }) => linear?.top1,
  },
  {
    name: 'knn_top1',
    title: 'kNN top-1',
    axisTitle: 'kNN classification, top-1 (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'knn',
    read: ({ knn }) => knn?.top1,
  },
  {
    name: 'mean_iou',
    title: 'mIoU',
    axisTitle: 'Linear segmentation, mIoU (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'segmentation',
    read: ({ segmentation }) => segmentation?.meanIou,
  },
  {
    name: 'pixel_accuracy',
    title: 'Pixel accuracy',
    axisTitle: 'Linear segmentation, pixel accuracy (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'segmentation',
    read: ({ segmentation }) => segmentation?.pixelAccuracy,
  },
  {
    name: 'matching_features',
    title: 'Feature matching',
    axisTitle: `Matches of features within ${LANDING_RADIUS} cells (%)`,
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'matching',
    read: ({ matching }) => matching?.features,
  },
  {
    name: 'matching_embeddings',
    title: 'Embedding matching',
    axisTitle: `Matches of embeddings within ${LANDING_RADIUS} cells (%)`,
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'matching',
    read: ({ matching }) => matching?.embeddings,
  },
  {
    name: 'semantic_accuracy',
    title: 'Semantic matching',
    axisTitle: 'Semantic matching, nearest cells of the same class (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'semantic',
    read: ({ semantic }) => semantic?.accuracy,
  },
  {
    name: 'finetune_top1',
    title: 'Fine-tuned top-1',
    axisTitle: 'Fine-tuned classification, top-1 (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'finetune',
    read: ({ finetune }) => finetune?.top1,
  },
  {
    name: 'finetune_mean_iou',
    title: 'Fine-tuned mIoU',
    axisTitle: 'Fine-tuned segmentation, mIoU (%)',
    unit: 'fraction',
    higherIsBetter: true,
    probe: 'finetuneSegmentation',
    read: ({ finetuneSegmentation }) => finetuneSegmentation?.meanIou,
  },
] as const satisfies readonly Measure[];

export type EvaluationMeasureName = (typeof EVALUATION_MEASURES)[number]['name'];
export interface EvaluationMeasure extends Measure {
  readonly name: EvaluationMeasureName;
}

/** Numbers by measure. */
export type EvaluationValues = Readonly<Partial<Record<EvaluationMeasureName, number>>>;

export function evaluationMeasure(name: EvaluationMeasureName): EvaluationMeasure {
  return EVALUATION_MEASURES.find((measure) => measure.name === name)!;
}

/** The numbers of a report by measure; those that were not taken, or are not finite, are absent. */
export function evaluationValues(report: EvaluationReport): EvaluationValues {
  const parts = partsOf(report);
  const cells = EVALUATION_MEASURES.map(({ name, read }) => [name, read(parts)] as const);
  return Object.fromEntries(cells.filter(([, value]) => Number.isFinite(value)));
}

/** The one number of a probe that says the most, and what guessing would give. */
export function headline(
  report: EvaluationReport,
  probe: ProbeName,
): { readonly value: number; readonly chance: number } | undefined {
  const parts = partsOf(report);
  const value = EVALUATION_MEASURES.find((measure) => measure.probe === probe)?.read(parts);
  const chance = parts[probe]?.chance;
  return value === undefined || chance === undefined ? undefined : { value, chance };
}
