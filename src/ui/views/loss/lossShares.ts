import { csvText } from '../../../formats/csv';
import { TERMS } from '../../../reports/measures';
import { BRANCH_NAMES } from './branches';
import type { Branch, CriterionTerm, Term } from '../../../vicregl/definition/terms';
import { columnOf } from '../../history/growableTable';
import { valuesOf, type RunHistory } from '../../history/history';

/** What a term added to the loss, step by step. */
export interface TermShare {
  readonly key: CriterionTerm;
  readonly branch: Branch;
  readonly term: Term;
  /** Weighted by α or 1 − α, and by λ, μ or ν; NaN where it was not reported. */
  readonly values: Float64Array;
}

export interface LossShares {
  readonly steps: Float64Array;
  /** Those that were ever reported. */
  readonly terms: readonly TermShare[];
}

/** The terms of a run's reports as they count in the loss. */
export function lossShares(history: RunHistory): LossShares {
  const alphas = valuesOf(history, 'alpha');
  const terms = BRANCH_NAMES.flatMap((branch) =>
    (Object.keys(TERMS) as Term[]).map((term): TermShare => {
      const key = `${branch}${TERMS[term].label}` as const;
      const values = valuesOf(history, key).map(
        (value, row) => value * (branch === 'global' ? alphas[row]! : 1 - alphas[row]!),
      );
      return { key, branch, term, values };
    }),
  );
  return {
    steps: columnOf(history.steps, 'step'),
    terms: terms.filter(({ values }) => values.some((value) => !Number.isNaN(value))),
  };
}

/** Points of a plot at most: more cannot be told apart. */
const MOST_POINTS = 800;

/** Every so many-th row, the last one included. */
export function thinnedRows(count: number, most = MOST_POINTS): number[] {
  const stride = Math.max(1, Math.ceil(count / most));
  const rows: number[] = [];
  for (let row = (count - 1) % stride; row < count; row += stride) rows.push(row);
  return rows;
}

export function sharesCsv({ steps, terms }: LossShares): string {
  return csvText(
    ['step', ...terms.map(({ key }) => `weighted_${key}`)],
    [...steps].map((step, row) => [step, ...terms.map(({ values }) => values[row]!)]),
  );
}
