import { splitText } from '../../../reports/splitText';
import type { DataSummary, EvaluationResult, SubjectKind } from '../../../worker/protocol';
import { newestWith, type EvaluationPlan, type EvaluationState } from '../../store/evaluations';
import { EvaluateControls } from './EvaluateControls';
import { PROBE_SIDES } from './probeCatalogue';
import { ProbeCard } from './ProbeCard';
import { ProbeDetails } from './ProbeDetails';
import { ProbeProgress } from './ProbeProgress';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './evaluate.module.css';

export interface EvaluateViewProps {
  readonly evaluation: EvaluationState;
  /** Baselines that belong to the run's settings. */
  readonly baselines: readonly EvaluationResult[];
  readonly unserved: DataSummary['unserved'];
  /** Steps that the run has done. */
  readonly step: number;
  /** A run is set up. */
  readonly isReady: boolean;
  readonly onPlan: (change: Partial<EvaluationPlan>) => void;
  readonly onEvaluate: (subject: SubjectKind) => void;
  readonly onCancel: () => void;
}

/** What the network has learned, by probes on its frozen features, beside baselines and chance. */
export function EvaluateView(props: EvaluateViewProps) {
  const { evaluation, baselines, unserved, step, isReady, onPlan, onEvaluate, onCancel } = props;
  const { plan, evaluating, results } = evaluation;
  const newest = results.at(-1) ?? baselines.at(-1);
  return (
    <section className={views.view} aria-label="Evaluation">
      <div className={`${cards.card} ${views.card}`}>
        <header>
          <h2 className={cards.viewTitle}>What has it learned?</h2>
          <p className={classes.split}>
            {newest === undefined
              ? 'Probes ask the frozen features for classes and parts. Labels and masks train the probes alone.'
              : splitText(newest.report.split)}
          </p>
        </header>
        <EvaluateControls
          plan={plan}
          unserved={unserved}
          known={baselines.map(({ subject }) => subject)}
          isReady={isReady}
          isEvaluating={evaluating !== null}
          onPlan={onPlan}
          onEvaluate={onEvaluate}
          onCancel={onCancel}
        />
        {evaluating !== null && <ProbeProgress evaluating={evaluating} />}
      </div>
      {newest !== undefined && (
        <div className={classes.sides}>
          {PROBE_SIDES.map((side) => (
            <Side key={side.title} {...side} results={results} baselines={baselines} step={step} />
          ))}
        </div>
      )}
    </section>
  );
}

interface SideProps extends Pick<EvaluateViewProps, 'baselines' | 'step'> {
  readonly title: string;
  readonly probes: (typeof PROBE_SIDES)[number]['probes'];
  readonly results: readonly EvaluationResult[];
}

function Side({ title, probes, results, baselines, step }: SideProps) {
  const measured = probes.flatMap((probe) => {
    const result = newestWith(results, probe);
    return result === undefined && newestWith(baselines, probe) === undefined ? [] : [{ probe, result }];
  });
  if (measured.length === 0) return null;
  return (
    <section className={classes.side} aria-label={title}>
      <h2>{title}</h2>
      {measured.map(({ probe, result }) => (
        <ProbeCard key={probe} probe={probe} result={result} baselines={baselines} step={step}>
          {result !== undefined && <ProbeDetails probe={probe} result={result} />}
        </ProbeCard>
      ))}
    </section>
  );
}
