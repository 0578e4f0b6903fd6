import type { RunConfig } from '../../../config/runConfig';
import type { OnlineKnnReport } from '../../../reports/knn';
import type { AccuracyReport } from '../../../reports/matches';
import type { Listed } from '../../../reports/measures';
import type { StepReport } from '../../../reports/step';
import { Explained } from './Explained';
import { absence, asideText, MEASURE_GROUPS, valueText, type MeasureInput } from './measureCatalogue';
import classes from './measures.module.css';

export interface MeasuresViewProps {
  /** The newest report; absent before the first one. */
  readonly report?: StepReport | undefined;
  /** The newest matching accuracy; absent before the first one. */
  readonly accuracy?: AccuracyReport | undefined;
  /** The newest kNN; absent before the first one. */
  readonly knn?: OnlineKnnReport | undefined;
  /** Configuration in effect: coefficients, sizes and when measures are due. */
  readonly config?: RunConfig | undefined;
}

/** The numbers of the newest report, each with how it is computed. */
export function MeasuresView({ report, accuracy, knn, config }: MeasuresViewProps) {
  const input = { report, accuracy, knn, config };
  return (
    <section className={classes.view} aria-label="Measures">
      <div className={classes.groups}>
        {MEASURE_GROUPS.map(({ title, measures }) => (
          <section key={title} className={classes.group} aria-label={title}>
            <h3>{title}</h3>
            {measures.map((measure) => (
              <MeasureRow key={measure.key} measure={measure} input={input} />
            ))}
          </section>
        ))}
      </div>
    </section>
  );
}

function MeasureRow({ measure, input }: { readonly measure: Listed; readonly input: MeasureInput }) {
  const value = valueText(measure, input);
  return (
    <Explained title={measure.label} explanation={measure.explanation} formula={measure.formula}>
      <span className={classes.row}>
        <span className={classes.label}>{measure.label}</span>
        {value === undefined ? (
          <span className={classes.absent}>{absence(measure, input)}</span>
        ) : (
          <span className={classes.value} style={{ color: `var(--mark-${measure.side ?? 'total'})` }}>
            {value}
          </span>
        )}
        <span className={classes.aside}>{value === undefined ? '' : asideText(measure, input)}</span>
      </span>
    </Explained>
  );
}
