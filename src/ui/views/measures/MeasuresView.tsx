import type { RunConfig } from '../../../config/runConfig';
import type { AccuracyReport, StepReport } from '../../../worker/protocol';

export interface MeasuresViewProps {
  /** The newest report; absent before the first one. */
  readonly report?: StepReport | undefined;
  /** The newest matching accuracy; absent before the first one. */
  readonly accuracy?: AccuracyReport | undefined;
  /** Configuration in effect: coefficients, sizes and when measures are due. */
  readonly config?: RunConfig | undefined;
}

/** The numbers of the newest report, each with how it is computed. */
export function MeasuresView({ report }: MeasuresViewProps) {
  return (
    <section aria-label="Measures">{report === undefined ? 'No report yet' : report.loss.total}</section>
  );
}
