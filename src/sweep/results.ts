import type { EvaluationReport } from '../reports/evaluation';
import { evaluationValues, type EvaluationValues } from '../reports/evaluationMeasures';
import type { PointIdentity } from './points';

/** What became of one point: its numbers, or why there are none. */
export type PointResult = PointIdentity &
  (
    | {
        readonly values: EvaluationValues;
        /** Probes that could not be done, with the reason. */
        readonly left: EvaluationReport['left'];
      }
    | { readonly failure: string }
  );

/** The result of a point that was evaluated. */
export function evaluatedPoint(point: PointIdentity, report: EvaluationReport): PointResult {
  return { ...identityOf(point), values: evaluationValues(report), left: report.left };
}

/** The result of a point that came to nothing. */
export function failedPoint(point: PointIdentity, failure: string): PointResult {
  return { ...identityOf(point), failure };
}

function identityOf({ id, group, label, baseline, settings, seed }: PointIdentity): PointIdentity {
  return { id, group, label, ...(baseline === undefined ? {} : { baseline }), settings, seed };
}
