import { csvText } from '../../../formats/csv';
import {
  branchCosine,
  gradientNorm,
  gradientToWeight,
  ofBranch,
  type GradientReport,
} from '../../../reports/gradients';

/** The gradients of a step as CSV: a row for each stage. */
export function gradientsCsv(report: GradientReport, step: number): string {
  const parts = report.parts.map(
    ({ branch, term }) => `norm_${branch}${term === undefined ? '' : `_${term}`}`,
  );
  const head = [
    'step',
    'stage',
    'parameters',
    'weight_norm',
    'norm',
    'norm_global',
    'norm_local',
    'cosine',
    'ratio',
  ];
  const rows = report.stages.map((stage) => {
    const norm = (chosen?: Parameters<typeof gradientNorm>[1]) => gradientNorm(report, chosen, [stage]);
    return [
      ...[step, stage.id, stage.parameters, Math.sqrt(stage.weightSquares), norm()],
      ...[norm(ofBranch('global')), norm(ofBranch('local'))],
      ...[branchCosine(report, [stage]) ?? '', gradientToWeight(report, [stage]) ?? ''],
      ...(isWhole(report) ? [] : report.parts.map((part) => norm((own) => own === part))),
    ];
  });
  return csvText([...head, ...(isWhole(report) ? [] : parts)], rows);
}

/** Taken by branches, each has its column already. */
function isWhole({ parts }: GradientReport): boolean {
  return parts.every(({ term }) => term === undefined);
}
