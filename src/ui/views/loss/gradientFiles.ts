import { csvText, type CsvField } from '../../../formats/csv';
import { PROGRAM } from '../../../program';
import {
  branchCosine,
  globalShare,
  gradientNorm,
  gradientToWeight,
  ofBranch,
  type GradientPart,
  type GradientReport,
  type StageGradients,
} from '../../../reports/gradients';
import type { GradientLook } from '../../history/gradientLooks';

/** Looks at the gradients as CSV: a row for each stage of each look. */
export function gradientsCsv(looks: readonly GradientLook[]): string {
  const parts = looks[0]?.report.parts ?? [];
  const whole = isWhole(parts);
  const head = ['step', 'stage', 'parameters', 'weight_norm', 'norm', 'norm_global', 'norm_local', 'cosine', 'ratio'];
  const rows = looks.flatMap(({ step, report }) =>
    report.stages.map((stage): CsvField[] => {
      const { id, parameters, weightNorm, norm, branches, cosine, ratio } = numbersOf(report, stage);
      return [
        ...[step, id, parameters, weightNorm, norm, branches.global, branches.local, cosine ?? '', ratio ?? ''],
        ...(whole ? [] : report.parts.map((part) => normOf(report, stage, part))),
      ];
    }),
  );
  return csvText([...head, ...(whole ? [] : parts.map((part) => `norm_${nameOf(part)}`))], rows);
}

/** The same as JSON, with the dot products of the gradients of all parts: `[part][part]`, in the order of `parts`. */
export function gradientsJson(looks: readonly GradientLook[]): string {
  const all = looks.map(({ step, report }) => ({
    step,
    parts: report.parts.map(nameOf),
    globalShare: globalShare(report),
    stages: report.stages.map((stage) => ({
      ...numbersOf(report, stage),
      products: report.parts.map((_, row) => [
        ...stage.products.subarray(row * report.parts.length, (row + 1) * report.parts.length),
      ]),
    })),
  }));
  return `${JSON.stringify({ program: PROGRAM, looks: all })}\n`;
}

function numbersOf(report: GradientReport, stage: StageGradients) {
  const stages = [stage];
  return {
    id: stage.id,
    parameters: stage.parameters,
    weightNorm: Math.sqrt(stage.weightSquares),
    norm: gradientNorm(report, undefined, stages),
    branches: {
      global: gradientNorm(report, ofBranch('global'), stages),
      local: gradientNorm(report, ofBranch('local'), stages),
    },
    cosine: branchCosine(report, stages),
    ratio: gradientToWeight(report, stages),
  };
}

function normOf(report: GradientReport, stage: StageGradients, part: GradientPart): number {
  return gradientNorm(report, (own) => own === part, [stage]);
}

/** `global`, `local_variance`. */
function nameOf({ branch, term }: GradientPart): string {
  return term === undefined ? branch : `${branch}_${term}`;
}

/** Taken by branches, each has its column already. */
function isWhole(parts: readonly GradientPart[]): boolean {
  return parts.every(({ term }) => term === undefined);
}
