import type { RunConfig } from '../../../config/runConfig';
import type { StepReport } from '../../../reports/step';
import { collapseHint } from './collapse';
import { LossEquation } from './LossEquation';
import classes from './measures.module.css';

interface LossViewProps {
  /** The newest report; absent before the first one. */
  readonly report?: StepReport | undefined;
  /** Configuration in effect. */
  readonly config?: RunConfig | undefined;
}

/** The loss of the newest report as an equation, and a word of warning where vectors collapse. */
export function LossView({ report, config }: LossViewProps) {
  const hint = report && config && collapseHint(report, config);
  return (
    <section className={classes.view} aria-label="Loss">
      <LossEquation report={report} alpha={config?.loss.alpha} />
      {hint !== undefined && (
        <p className={classes.hint} data-level={hint.level}>
          {hint.text}
        </p>
      )}
    </section>
  );
}
