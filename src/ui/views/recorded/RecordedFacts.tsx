import type { SubjectReport } from '../../../formats/bundle/runBundle';
import { PROBES } from '../../../reports/evaluation';
import { EVALUATION_MEASURES, headline } from '../../../reports/evaluationMeasures';
import { percent } from '../../../reports/format';
import classes from './recorded.module.css';

/** What a recorded run's last weights scored: the one number of each probe that says the most. */
export function RecordedFacts({ evaluations }: { readonly evaluations: readonly SubjectReport[] }) {
  const [measured] = evaluations;
  if (measured === undefined) return null;
  return (
    <dl className={classes.facts} aria-label="What its last weights scored">
      {PROBES.map((probe) => {
        const found = headline(measured.report, probe);
        const { title, axisTitle } = EVALUATION_MEASURES.find((measure) => measure.probe === probe)!;
        return (
          found !== undefined && (
            <div key={probe} title={axisTitle}>
              <dt>{title}</dt>
              <dd>{percent(found.value, 1)}</dd>
            </div>
          )
        );
      })}
    </dl>
  );
}
