import type { SubjectReport } from '../../../formats/bundle/runBundle';
import { EVALUATION_MEASURES, evaluationValues } from '../../../reports/evaluationMeasures';
import { percent } from '../../../reports/format';
import classes from './recorded.module.css';

/** What a recorded run's last weights scored, as far as it was measured. */
export function RecordedFacts({ evaluations }: { readonly evaluations: readonly SubjectReport[] }) {
  const [measured] = evaluations;
  if (measured === undefined) return null;
  const values = evaluationValues(measured.report);
  return (
    <dl className={classes.facts} aria-label="What its last weights scored">
      {EVALUATION_MEASURES.map(({ name, title, axisTitle }) => {
        const value = values[name];
        return (
          value !== undefined && (
            <div key={name} title={axisTitle}>
              <dt>{title}</dt>
              <dd>{percent(value, 1)}</dd>
            </div>
          )
        );
      })}
    </dl>
  );
}
