import { csvText, type CsvField } from '../../../formats/csv';
import { PROGRAM } from '../../../program';
import {
  branchCosine,
  globalShare,
  gradientNorm,
  gradientToWeight,
  ofBranch,
  ofKind,
  ofTerm,
  type Chosen,
  type GradientPart,
  type GradientReport,
  type StageGradients,
} from '../../../reports/gradients';
import type { FileToSave } from '../../controls/useSaveFile';
import type { GradientLook } from '../../history/gradientLooks';

const HEAD = [
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

/** Looks at the gradients as files. @param title what their titles begin with @param ending without the kind of file */
export function gradientFiles(title: string, ending: string, looks: readonly GradientLook[]): FileToSave[] {
  return [
    {
      title: `${title} (CSV)`,
      ending: `${ending}.csv`,
      type: 'text/csv',
      content: () => gradientsCsv(looks),
    },
    {
      title: `${title} (JSON)`,
      ending: `${ending}.json`,
      type: 'application/json',
      content: () => gradientsJson(looks),
    },
  ];
}

/** Looks at the gradients as CSV: a row for each stage of each look. */
export function gradientsCsv(looks: readonly GradientLook[]): string {
  const sums = sumsOf(looks[0]?.report.parts ?? []);
  const rows = looks.flatMap(({ step, report }) =>
    report.stages.map((stage): CsvField[] => {
      const { id, parameters, weightNorm, norm, branches, cosine, ratio } = numbersOf(report, stage);
      return [
        ...[
          step,
          id,
          parameters,
          weightNorm,
          norm,
          branches.global,
          branches.local,
          cosine ?? '',
          ratio ?? '',
        ],
        ...[...sums.values()].map((chosen) => gradientNorm(report, chosen, [stage])),
      ];
    }),
  );
  return csvText([...HEAD, ...[...sums.keys()].map((name) => `norm_${name}`)], rows);
}

/** The sums of parts that have a column beside the branches, by name: kinds of matches, terms of the branches, single parts. */
function sumsOf(parts: readonly GradientPart[]): ReadonlyMap<string, Chosen> {
  const sums = new Map<string, Chosen>();
  for (const { branch, term } of parts)
    if (term !== undefined) sums.set(`${branch}_${term}`, ofTerm(branch, term));
  for (const { branch, kind } of parts) if (kind !== undefined) sums.set(`${branch}_${kind}`, ofKind(kind));
  for (const part of parts)
    if (part.kind !== undefined && part.term !== undefined)
      sums.set(nameOf(part), (own) => nameOf(own) === nameOf(part));
  return sums;
}

/** The same as JSON, with the dot products of the gradients of all parts: `[part][part]`, in the order of `parts`. */
export function gradientsJson(looks: readonly GradientLook[]): string {
  const all = looks.map(({ step, report }) => ({
    step,
    parts: report.parts.map((part, place) => ({ name: nameOf(part), ...part, loss: report.losses[place] })),
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

/** `global`, `local_embedding_variance`. */
function nameOf({ branch, kind, term }: GradientPart): string {
  return [branch, kind, term].filter((word) => word !== undefined).join('_');
}
