import type { MatchKind } from '../vicregl/definition/matchCounts';
import type { Branch, Term } from '../vicregl/definition/terms';

/**
 * How the loss is taken apart: into the global branch and the local one by kind of match, or into the terms of these three.
 */
export type GradientParts = 'branches' | 'terms';

/** A part of the loss whose gradient was taken. */
export interface GradientPart {
  readonly branch: Branch;
  /** Of the local branch. */
  readonly kind?: MatchKind;
  /** Absent where all terms were taken as a whole. */
  readonly term?: Term;
}

/** The gradients of one stage of the network. */
export interface StageGradients {
  /** As of `LayerGroup`: `stem`, `stage 1`, `global expander`. */
  readonly id: string;
  readonly title: string;
  /** Numbers that are trained there. */
  readonly parameters: number;
  /** Sum of their squares. */
  readonly weightSquares: number;
  /** `[parts, parts]` dot products of the parts' gradients: on the diagonal their squared norms. */
  readonly products: Float32Array;
}

/** Gradients of the weighted parts of the loss, α, λ, μ and ν included, on the batch of the next step. */
export interface GradientReport {
  readonly parts: readonly GradientPart[];
  /** What each part adds to the loss of that batch, by term; 0 for terms that it leaves out. */
  readonly losses: readonly Readonly<Record<Term, number>>[];
  /** In the order of the image's way through them. */
  readonly stages: readonly StageGradients[];
}

/** Which parts are summed up. */
export type Chosen = (part: GradientPart) => boolean;
const ALL: Chosen = () => true;

/** Whether a part belongs to a branch. */
export function ofBranch(branch: Branch): Chosen {
  return (part) => part.branch === branch;
}

/** Whether a part is of matches of a kind. */
export function ofKind(kind: MatchKind): Chosen {
  return (part) => part.kind === kind;
}

/** Whether a part is of a term of a branch. */
export function ofTerm(branch: Branch, term: Term): Chosen {
  return (part) => part.branch === branch && part.term === term;
}

/** What some parts add to the loss of the batch, or one term of them. */
export function lossOf({ parts, losses }: GradientReport, chosen: Chosen = ALL, term?: Term): number {
  let sum = 0;
  parts.forEach((part, place) => {
    if (!chosen(part)) return;
    const { invariance, variance, covariance } = losses[place]!;
    sum += term === undefined ? invariance + variance + covariance : losses[place]![term];
  });
  return sum;
}

/** The dot product of the gradients of two sums of parts, over some stages. */
function product(
  { parts }: GradientReport,
  stages: readonly StageGradients[],
  one: Chosen,
  other: Chosen,
): number {
  let sum = 0;
  for (const { products } of stages) {
    parts.forEach((row, at) => {
      if (!one(row)) return;
      parts.forEach((column, into) => {
        if (other(column)) sum += products[at * parts.length + into]!;
      });
    });
  }
  return sum;
}

/** ‖g‖ of a sum of parts, over the whole network or some stages of it. */
export function gradientNorm(report: GradientReport, chosen: Chosen = ALL, stages = report.stages): number {
  return Math.sqrt(Math.max(0, product(report, stages, chosen, chosen)));
}

/**
 * The cosine between the gradients of two sums of parts, −1 to 1: below 0 they pull against each other. `null` where one of
 * them does not reach these stages.
 */
export function gradientCosine(
  report: GradientReport,
  one: Chosen,
  other: Chosen,
  stages = report.stages,
): number | null {
  const lengths = gradientNorm(report, one, stages) * gradientNorm(report, other, stages);
  if (lengths === 0) return null;
  return Math.max(-1, Math.min(1, product(report, stages, one, other) / lengths));
}

/** The same of the two branches. */
export function branchCosine(report: GradientReport, stages = report.stages): number | null {
  return gradientCosine(report, ofBranch('global'), ofBranch('local'), stages);
}

/** ‖g‖ / ‖θ‖ over some stages: what a plain step would change, by the size of the weights; `null` without weights. */
export function gradientToWeight(report: GradientReport, stages = report.stages): number | null {
  const weights = Math.sqrt(stages.reduce((sum, { weightSquares }) => sum + weightSquares, 0));
  return weights === 0 ? null : gradientNorm(report, ALL, stages) / weights;
}

/** The norm of one sum of parts in parts of its and another’s, 0 to 1; `null` where neither reaches these stages. */
export function normShare(
  report: GradientReport,
  one: Chosen,
  other: Chosen,
  stages = report.stages,
): number | null {
  const norm = gradientNorm(report, one, stages);
  const sum = norm + gradientNorm(report, other, stages);
  return sum === 0 ? null : norm / sum;
}

/** The same of the global branch against the local one. */
export function globalShare(report: GradientReport, stages = report.stages): number | null {
  return normShare(report, ofBranch('global'), ofBranch('local'), stages);
}
