import { plain } from '../../quoted';
import type { ClassificationReport, EvaluationReport, SegmentationReport } from '../../reports/evaluation';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The numbers of a report for a terminal: what was measured, its value, and chance. */
export function reportTable(report: EvaluationReport): string {
  const { segmentation, finetuneSegmentation } = report;
  const rows = [
    ...classificationRows(report),
    ...segmentationRows('segmentation', segmentation, report),
    ...segmentationRows('fine-tuned segmentation', finetuneSegmentation, report),
    ...matchingRows(report),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length), 0));
  const lines = rows.map(([name, value, chance]) =>
    [name!.padEnd(widths[0]!), value!.padStart(widths[1]!), chance === '' ? '' : `chance ${chance!}`]
      .join('  ')
      .trimEnd(),
  );
  const left = report.left.map(({ probe, reason }) => `${probe}: not done, ${plain(reason)}`);
  return [...lines, ...left].join('\n');
}

function classificationRows({ linear = [], finetune = [], knn }: EvaluationReport): string[][] {
  const rows = (name: string, reports: readonly ClassificationReport[]) => [
    ...reports.map(({ top1, labels, chance }) => [
      `${name} top-1${labels < 1 ? `, ${percent(labels)} of the labels` : ''}`,
      percent(top1),
      percent(chance),
    ]),
    ...reports.slice(0, 1).map(({ top5 }) => [`${name} top-5`, percent(top5), '']),
  ];
  return [
    ...rows('linear', linear),
    ...rows('fine-tuned', finetune),
    ...(knn === undefined ? [] : [[`kNN top-1 (k = ${knn.k})`, percent(knn.top1), percent(knn.chance)]]),
  ];
}

function segmentationRows(
  name: string,
  segmentation: SegmentationReport | undefined,
  { maskClassNames = [] }: EvaluationReport,
): string[][] {
  if (segmentation === undefined) return [];
  const { meanIou, pixelAccuracy, ious, chance } = segmentation;
  return [
    [`${name} mIoU`, percent(meanIou), percent(chance)],
    ['pixel accuracy', percent(pixelAccuracy), ''],
    ...ious.map((iou, own) => [
      `  IoU ${plain(maskClassNames[own] ?? `class ${own}`, 40)}`,
      iou === null ? '–' : percent(iou),
      '',
    ]),
  ];
}

function matchingRows({ matching, semantic }: EvaluationReport): string[][] {
  return [
    ...(matching?.radii ?? []).flatMap(({ radius, features, embeddings, chance }) => [
      [`matching within ${radius} cells, backbone`, percent(features), percent(chance)],
      ...(embeddings === undefined
        ? []
        : [[`matching within ${radius} cells, local embedding`, percent(embeddings), percent(chance)]]),
    ]),
    ...(semantic === undefined
      ? []
      : [['semantic matching', percent(semantic.accuracy), percent(semantic.chance)]]),
  ];
}
