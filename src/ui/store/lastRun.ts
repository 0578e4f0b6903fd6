import type { RunConfig } from '../../config/runConfig';
import type {
  AccuracyReport,
  DataRequest,
  EvaluationResult,
  KeptCheckpoint,
  MatchSnapshot,
  OnlineKnnReport,
  StepReport,
} from '../../worker/protocol';
import type { GradientLook } from '../history/gradientLooks';
import type { RunHistory } from '../history/history';
import type { RunState } from './runState';

/** A weights file that a run begins with, and which of several weights in it. */
export interface StartWeights {
  readonly file: File;
  readonly key: string | undefined;
}

/** A run that was given up, with what brings it back. */
export interface LastRun {
  readonly config: RunConfig;
  /** α that it was set up with, and with it which expanders it has. */
  readonly initialAlpha: number;
  /** Steps that it had done. */
  readonly step: number;
  readonly savedStep: number;
  readonly history: RunHistory;
  readonly latest: StepReport | null;
  readonly accuracy: AccuracyReport | null;
  readonly knn: OnlineKnnReport | null;
  readonly evaluations: readonly EvaluationResult[];
  readonly previous: RunHistory | null;
  readonly snapshots: readonly MatchSnapshot[];
  /** Kept with the page alone. */
  readonly gradientLooks: readonly GradientLook[];
  /** Under which the browser keeps it; `null` where it does not yet. */
  readonly runId: string | null;
  /** Of its last step, or of the last one that was kept. */
  readonly checkpoint: KeptCheckpoint;
  /** Its images. */
  readonly request: DataRequest;
  /** The weights file that it began with, if it did. */
  readonly start: StartWeights | null;
}

/** The run as it is now. */
export function asLastRun(
  state: RunState,
  config: RunConfig,
  checkpoint: KeptCheckpoint,
  origin: Pick<LastRun, 'request' | 'start'>,
): LastRun {
  const { initialAlpha, step, savedStep, history, latest, accuracy, knn, previous, runId } = state;
  const { snapshots, gradientLooks } = state;
  const evaluations = state.evaluation.results;
  const results = { history, latest, accuracy, knn, previous, snapshots, gradientLooks, evaluations };
  return { config, initialAlpha, step, savedStep, runId, checkpoint, ...results, ...origin };
}

/** What of it a person gets back. */
export function restoredText({ step, checkpoint }: LastRun): string {
  return checkpoint.step === step
    ? `Back at step ${count(step)}, as if nothing had been.`
    : `Back at step ${count(checkpoint.step)}, the last that was kept, with the curves up to there.`;
}

function count(steps: number): string {
  return steps.toLocaleString('en');
}
