import type { ProbeName, SubjectKind } from '../../worker/protocol';
import { baselineKey, LABEL_SHARES, type EvaluationPlan } from './evaluations';
import type { RunState } from './runState';
import type { RunStore } from './runStore';
import { isGone, phaseOf } from './status';
import type { WorkerLink } from './workerLink';

/** What a person can do about evaluations. */
export interface Evaluator {
  /**
   * Measures probes on these subjects, one after the other. True when all were measured.
   * @param probes left out, those of the plan
   */
  evaluate(subjects: readonly SubjectKind[], probes?: readonly ProbeName[]): Promise<boolean>;
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

/**
 * @param isFree ends whatever else holds the worker, when a person agrees
 * @param isJudged true while somebody else sees to it that a training is evaluated at its end
 */
export function createEvaluator(
  link: WorkerLink,
  run: RunStore,
  isFree: () => Promise<boolean>,
  isJudged: () => boolean,
): Evaluator {
  /** Those that the data allow. */
  const possible = (probes: readonly ProbeName[]): readonly ProbeName[] => {
    const unserved = new Set(run.getState().data?.unserved.map(({ probe }) => probe));
    return probes.filter((probe) => !unserved.has(probe));
  };

  async function measure(subject: SubjectKind, wanted?: readonly ProbeName[]): Promise<boolean> {
    const { active, initialAlpha, evaluation } = run.getState();
    const probes = possible(wanted ?? evaluation.plan.probes);
    if (active === null || probes.length === 0 || isGone(run.getState())) return false;
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
    evaluate: async (subjects, probes) => {
      if (run.getState().evaluation.evaluating !== null || !(await isFree())) return false;
      for (const subject of subjects) if (!(await measure(subject, probes))) return false;
      return true;
    },
    cancelEvaluation: async () => {
      await link.attempt('ending the evaluation', (remote) => remote.cancelEvaluation());
    },
    planEvaluation: (change) => run.dispatch({ type: 'evaluationPlanned', change }),
  };

  run.subscribe((state, before) => {
    if (state.evaluation.plan.whenFinished && hasEnded(state, before) && !isJudged())
      void evaluator.evaluate(['weights']);
  });
  return evaluator;
}
