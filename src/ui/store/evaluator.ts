import type { ProbeName, SubjectKind } from '../../worker/protocol';
import { baselineKey, LABEL_SHARES, type EvaluationPlan } from './evaluations';
import type { RunState } from './runState';
import type { RunStore } from './runStore';
import { phaseOf, statusOf } from './status';
import type { WorkerLink } from './workerLink';

/** What a person can do about evaluations. */
export interface Evaluator {
  /** Measures the chosen probes on these subjects, one after the other. True when all were measured. */
  evaluate(subjects: readonly SubjectKind[]): Promise<boolean>;
  /** Ends what is under way; what was measured before stays. */
  cancelEvaluation(): Promise<void>;
  planEvaluation(change: Partial<EvaluationPlan>): void;
}

/** Key of messages about evaluations. */
const EVALUATING = 'evaluating';

/** True when a training has come to its end, which a run that is brought back at its end has not; a sweep judges its own. */
function hasEnded(state: RunState, before: RunState): boolean {
  if (state.sweeping) return false;
  const [phase, phaseBefore] = [phaseOf(state), phaseOf(before)];
  if (phase !== 'finished' || phaseBefore === 'finished' || state.tasksUnderWay > 0) return false;
  // The last steps and the end may come together.
  return phaseBefore === 'running' || state.step > before.step;
}

/** @param isFree ends whatever else holds the worker, when a person agrees */
export function createEvaluator(link: WorkerLink, run: RunStore, isFree: () => Promise<boolean>): Evaluator {
  /** The chosen probes that the data allow. */
  const possible = (): ProbeName[] => {
    const { data, evaluation } = run.getState();
    const unserved = new Set(data?.unserved.map(({ probe }) => probe));
    return evaluation.plan.probes.filter((probe) => !unserved.has(probe));
  };

  async function measure(subject: SubjectKind): Promise<boolean> {
    const { active, initialAlpha, evaluation } = run.getState();
    const probes = possible();
    if (active === null || probes.length === 0 || statusOf(run.getState()) === 'gone') return false;
    const key = subject === 'weights' ? '' : baselineKey(subject, active, initialAlpha);
    const labelShares = evaluation.plan.fewLabels ? LABEL_SHARES : LABEL_SHARES.slice(0, 1);
    run.dispatch({ type: 'evaluating', evaluating: { subject, probes, shares: {} } });
    const result = await link.attempt(EVALUATING, (remote) =>
      remote.evaluate({ subject, probes, labelShares }),
    );
    link.flush();
    run.dispatch(
      { type: 'evaluating', evaluating: null },
      ...(result === null ? [] : [{ type: 'evaluated', result, key } as const]),
    );
    return result !== null;
  }

  const evaluator: Evaluator = {
    evaluate: async (subjects) => {
      if (run.getState().evaluation.evaluating !== null || !(await isFree())) return false;
      for (const subject of subjects) if (!(await measure(subject))) return false;
      return true;
    },
    cancelEvaluation: async () => {
      await link.attempt('ending the evaluation', (remote) => remote.cancelEvaluation());
    },
    planEvaluation: (change) => run.dispatch({ type: 'evaluationPlanned', change }),
  };

  run.subscribe((state, before) => {
    if (state.evaluation.plan.whenFinished && hasEnded(state, before)) void evaluator.evaluate(['weights']);
  });
  return evaluator;
}
