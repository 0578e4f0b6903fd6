import { plain } from '../quoted';
import type { ClassificationReport, EvaluationReport, SegmentationReport } from './evaluation';

/** A number of an evaluation for people. */
export interface EvaluationRow {
  /** Of a class among others, it is indented. */
  readonly name: string;
  readonly value: string;
  /** What guessing would score, where that is known. */
  readonly chance?: string;
}

/** What nothing was there to measure by has no share. */
const percent = (share: number): string => (Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`);

const row = (name: string, value: string, chance?: number): EvaluationRow => ({
  name,
  value,
  ...(chance === undefined ? {} : { chance: percent(chance) }),
});

/** Every number of a report, one row each. */
export function evaluationRows(report: EvaluationReport): EvaluationRow[] {
  const { segmentation, finetuneSegmentation } = report;
  return [
    ...classificationRows(report),
    ...segmentationRows('segmentation', segmentation, report),
    ...segmentationRows('fine-tuned segmentation', finetuneSegmentation, report),
    ...matchingRows(report),
  ];
}

function classificationRows({ linear = [], finetune = [], knn }: EvaluationReport): EvaluationRow[] {
  const rows = (name: string, reports: readonly ClassificationReport[]) => [
    ...reports.map(({ top1, labels, chance }) =>
      row(`${name} top-1${labels < 1 ? `, ${percent(labels)} of the labels` : ''}`, percent(top1), chance),
    ),
    ...reports.slice(0, 1).map(({ top5 }) => row(`${name} top-5`, percent(top5))),
  ];
  return [
    ...rows('linear', linear),
    ...rows('fine-tuned', finetune),
    ...(knn === undefined ? [] : [row(`kNN top-1 (k = ${knn.k})`, percent(knn.top1), knn.chance)]),
  ];
}

function segmentationRows(
  name: string,
  segmentation: SegmentationReport | undefined,
  { maskClassNames = [] }: EvaluationReport,
): EvaluationRow[] {
  if (segmentation === undefined) return [];
  const { meanIou, pixelAccuracy, ious, chance } = segmentation;
  return [
    row(`${name} mIoU`, percent(meanIou), chance),
    row('pixel accuracy', percent(pixelAccuracy)),
    ...ious.map((iou, own) =>
      row(`  IoU ${plain(maskClassNames[own] ?? `class ${own}`, 40)}`, iou === null ? '–' : percent(iou)),
    ),
  ];
}

function matchingRows({ matching, semantic }: EvaluationReport): EvaluationRow[] {
  return [
    ...(matching?.radii ?? []).flatMap(({ radius, features, embeddings, chance }) => [
      row(`matching within ${radius} cells, backbone`, percent(features), chance),
      ...(embeddings === undefined
        ? []
        : [row(`matching within ${radius} cells, local embedding`, percent(embeddings), chance)]),
    ]),
    ...(semantic === undefined
      ? []
      : [row('semantic matching', percent(semantic.accuracy), semantic.chance)]),
  ];
}
