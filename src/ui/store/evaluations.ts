import type { RunConfig } from '../../config/runConfig';
import { PROBES } from '../../reports/evaluation';
import { SUBJECTS } from '../../reports/evaluationResult';
import type { EvaluationProgress, EvaluationResult, ProbeName, SubjectKind } from '../../worker/protocol';

/** @file What the page knows of evaluations: what is to be measured, what is under way, and what came out. */

export type BaselineKind = Exclude<SubjectKind, 'weights'>;
export const BASELINES = SUBJECTS.filter((subject) => subject !== 'weights');

/** What the next evaluation measures. */
export interface EvaluationPlan {
  readonly probes: readonly ProbeName[];
  /** Also trains the linear classifier with a part of the labels. */
  readonly fewLabels: boolean;
  /** Evaluates a training when it has come to its end. */
  readonly whenFinished: boolean;
}

/** What is being measured, with the share done of each part that has begun. */
export interface Evaluating {
  readonly subject: SubjectKind;
  readonly probes: readonly ProbeName[];
  readonly shares: Readonly<Partial<Record<EvaluationProgress['probe'], number>>>;
}

/** A baseline with the settings and the data that it belongs to. */
export interface MeasuredBaseline {
  readonly key: string;
  readonly result: EvaluationResult;
}

export interface EvaluationState {
  readonly plan: EvaluationPlan;
  readonly evaluating: Evaluating | null;
  /** Of the run's weights, in the order of their steps; at most one a step. */
  readonly results: readonly EvaluationResult[];
  readonly baselines: Readonly<Partial<Record<BaselineKind, MeasuredBaseline>>>;
}

export const NO_EVALUATIONS: EvaluationState = {
  plan: { probes: PROBES, fewLabels: false, whenFinished: false },
  evaluating: null,
  results: [],
  baselines: {},
};

/** Shares of the labels that show how many are needed, as in the paper's semi-supervised table. */
export const LABEL_SHARES = [1, 0.1, 0.01] as const;

/** `state` after news of how far an evaluation is; those of one that is over came late. */
export function withProgress(state: EvaluationState, progress: EvaluationProgress): EvaluationState {
  const { evaluating } = state;
  if (evaluating?.subject !== progress.subject) return state;
  const shares = { ...evaluating.shares, [progress.probe]: progress.share };
  return { ...state, evaluating: { ...evaluating, shares } };
}

/** `state` with a result; what the same weights were measured by before stays beside it. */
export function withResult(state: EvaluationState, result: EvaluationResult, key: string): EvaluationState {
  const { subject } = result;
  if (subject !== 'weights') {
    const before = state.baselines[subject];
    const whole = before?.key === key ? joined(before.result, result) : result;
    return { ...state, baselines: { ...state.baselines, [subject]: { key, result: whole } } };
  }
  const { step } = result.report;
  const before = state.results.find(({ report }) => report.step === step);
  const others = state.results.filter((other) => other !== before);
  const whole = before === undefined ? result : joined(before, result);
  const results = [...others, whole].toSorted((a, b) => (a.report.step ?? 0) - (b.report.step ?? 0));
  return { ...state, results };
}

function joined(before: EvaluationResult, next: EvaluationResult): EvaluationResult {
  const masks = next.report.segmentation === undefined ? before.masks : next.masks;
  const seconds = { ...before.report.seconds, ...next.report.seconds };
  return { ...next, report: { ...before.report, ...next.report, seconds }, masks };
}

/** The newest result that has a probe. */
export function newestWith(
  results: readonly EvaluationResult[],
  probe: ProbeName,
): EvaluationResult | undefined {
  return results.findLast(({ report }) => report[probe] !== undefined);
}

/** The baselines that belong to a configuration and to the data that are loaded. */
export function baselinesFor(
  { baselines }: Pick<EvaluationState, 'baselines'>,
  config: RunConfig,
  initialAlpha: number,
): readonly EvaluationResult[] {
  return BASELINES.flatMap((kind) => {
    const measured = baselines[kind];
    return measured?.key === baselineKey(kind, config, initialAlpha) ? [measured.result] : [];
  });
}

/** The settings that a baseline follows from, as text. The data are not in it: other data drop all baselines. */
export function baselineKey(
  kind: BaselineKind,
  { views, model, optim, run }: RunConfig,
  initialAlpha: number,
): string {
  const { seed, batch, length, unit } = run;
  switch (kind) {
    case 'random':
      return JSON.stringify({ views, model, seed, initialAlpha });
    case 'pixels':
      return JSON.stringify({ views, backbone: model.backbone, seed });
    case 'supervised':
      return JSON.stringify({ views, backbone: model.backbone, optim, seed, batch, length, unit });
  }
}
