import type { Branch, Term } from '../vicregl/definition/terms';

/** How the loss is taken apart: into the global and the local branch, or into the terms of both. */
export type GradientParts = 'branches' | 'terms';

/** A part of the loss whose gradient was taken. */
export interface GradientPart {
  readonly branch: Branch;
  /** Absent where a branch was taken as a whole. */
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
  /** In the order of the image's way through them. */
  readonly stages: readonly StageGradients[];
}

type Chosen = (part: GradientPart) => boolean;
const ALL: Chosen = () => true;

/** Whether a part belongs to a branch. */
export function ofBranch(branch: Branch): Chosen {
  return (part) => part.branch === branch;
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
 * The cosine between the gradients of the two branches, −1 to 1: below 0 they pull against each other. `null` where one of
 * them does not reach these stages.
 */
export function branchCosine(report: GradientReport, stages = report.stages): number | null {
  const [global, local] = [ofBranch('global'), ofBranch('local')];
  const lengths = gradientNorm(report, global, stages) * gradientNorm(report, local, stages);
  if (lengths === 0) return null;
  return Math.max(-1, Math.min(1, product(report, stages, global, local) / lengths));
}

/** ‖g‖ / ‖θ‖ over some stages: what a plain step would change, by the size of the weights; `null` without weights. */
export function gradientToWeight(report: GradientReport, stages = report.stages): number | null {
  const weights = Math.sqrt(stages.reduce((sum, { weightSquares }) => sum + weightSquares, 0));
  return weights === 0 ? null : gradientNorm(report, ALL, stages) / weights;
}

/** The global branch’s norm in parts of the sum of both norms, 0 to 1; `null` where neither reaches these stages. */
export function globalShare(report: GradientReport, stages = report.stages): number | null {
  const global = gradientNorm(report, ofBranch('global'), stages);
  const sum = global + gradientNorm(report, ofBranch('local'), stages);
  return sum === 0 ? null : global / sum;
}
