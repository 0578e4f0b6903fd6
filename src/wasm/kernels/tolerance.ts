import type { OpCases } from '../../ops/cases/opCases';

const TOLERANCE = 1e-5;
const TOLERANCES: Readonly<Partial<Record<string, number>>> = {
  // Whole numbers, the same in every bit.
  renderViews: 0,
  // Stock sums of a million squares, one after the other in float32.
  criterionTerms: 1e-3,
};

/** Largest error of an op on the processor, as `OpCases.tolerance` is that on a GPU. */
export function processorTolerance(name: string, { tolerance }: Pick<OpCases, 'tolerance'>): number {
  return TOLERANCES[name] ?? Math.min(tolerance, TOLERANCE);
}
