import type { ReactNode } from 'react';
import type { EvaluationResult, ProbeName } from '../../../worker/protocol';
import { headline } from '../../../reports/evaluationMeasures';
import { percent } from '../../../reports/format';
import { Explained } from '../measures/Explained';
import { Bar } from './Bar';
import { SUBJECT_TITLES } from '../../../reports/evaluationResult';
import { PROBE } from './probeCatalogue';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './evaluate.module.css';

interface ProbeCardProps {
  readonly probe: ProbeName;
  /** Of the run's weights; absent where only baselines were measured. */
  readonly result: EvaluationResult | undefined;
  readonly baselines: readonly EvaluationResult[];
  /** Steps that the run has done by now. */
  readonly step: number;
  readonly children?: ReactNode;
}

/** One probe: its number, the step that it belongs to, and what it is to be compared with. */
export function ProbeCard({ probe, result, baselines, step, children }: ProbeCardProps) {
  const { title, measure, explanation, formula } = PROBE[probe];
  const main = result && headline(result.report, probe);
  const measured = baselines.flatMap((baseline) => {
    const score = headline(baseline.report, probe);
    return score === undefined ? [] : [{ subject: baseline.subject, ...score }];
  });
  const chance = main?.chance ?? measured[0]?.chance;
  return (
    <section className={`${cards.card} ${views.card}`} aria-label={title}>
      <header className={classes.cardHead}>
        <h3 className={cards.cardTitle}>
          <Explained title={title} explanation={explanation} formula={formula}>
            {title}
          </Explained>
        </h3>
        {result?.report.step !== undefined && <StepStamp of={result.report.step} now={step} />}
      </header>
      <p className={classes.headline}>
        <strong>{main === undefined ? '–' : percent(main.value, 1)}</strong>
        <span>{main === undefined ? 'not measured yet' : measure}</span>
      </p>
      <dl className={classes.bars} aria-label={`${title}: ${measure}, compared`}>
        {main !== undefined && <Bar label={SUBJECT_TITLES.weights} value={main.value} chance={chance} />}
        {measured.map(({ subject, value }) => (
          <Bar key={subject} label={SUBJECT_TITLES[subject]} value={value} chance={chance} quiet />
        ))}
        {chance !== undefined && (
          <Bar label={<span className={classes.chanceLabel}>Chance</span>} value={chance} quiet />
        )}
      </dl>
      {children}
    </section>
  );
}

function StepStamp({ of, now }: { readonly of: number; readonly now: number }) {
  const isOld = of !== now;
  return (
    <span className={classes.stamp} data-old={isOld || undefined}>
      step {of.toLocaleString('en')}
      {isOld && `; the run is at ${now.toLocaleString('en')}`}
    </span>
  );
}
