import { useRun, useSession } from '../store/context';
import { baselinesFor } from '../store/evaluations';
import { isBusy, statusOf } from '../store/status';
import { EvaluateView } from '../views/evaluate/EvaluateView';

/** The Evaluate view over the session. */
export function EvaluateStage() {
  const session = useSession();
  const evaluation = useRun((state) => state.evaluation);
  const active = useRun((state) => state.active);
  const initialAlpha = useRun((state) => state.initialAlpha);
  const unserved = useRun((state) => state.data?.unserved);
  const step = useRun((state) => state.step);
  const status = useRun(statusOf);
  return (
    <EvaluateView
      evaluation={evaluation}
      baselines={active === null ? [] : baselinesFor(evaluation, active, initialAlpha)}
      unserved={unserved ?? []}
      step={step}
      isReady={active !== null && status !== 'gone' && !isBusy(status)}
      onPlan={(change) => session.planEvaluation(change)}
      onEvaluate={(subject) => void session.evaluate([subject])}
      onCancel={() => void session.cancelEvaluation()}
    />
  );
}
