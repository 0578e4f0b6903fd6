import type { RunConfig } from '../config/runConfig';
import type { FailureInfo } from '../failure';
import type { EvaluationProgress } from '../reports/evaluationResult';
import type { OnlineKnnReport } from '../reports/knn';
import type { AccuracyReport, MatchSnapshot } from '../reports/matches';
import type { StepReport } from '../reports/step';
import type { StepCost } from '../reports/stepCost';

/** Where a training stands. */
export type Phase =
  'opening' | 'loading' | 'compiling' | 'ready' | 'running' | 'paused' | 'finished' | 'failed';

/** What a trainer tells whoever watches it. */
export type TrainerEvent =
  | {
      readonly type: 'phase';
      readonly phase: Phase;
      readonly detail?: string;
      /** Share that is done, 0 to 1. */
      readonly progress?: number;
      readonly secondsLeft?: number | undefined;
    }
  /** A new run is set up; `totalSteps` follows from length, unit, batch and data set. */
  | {
      readonly type: 'run';
      readonly config: RunConfig;
      readonly totalSteps: number;
      readonly parameterCount: number;
      /** Steps that the run has done already, where it goes on from kept weights. */
      readonly step?: number;
    }
  /** The run has taken over another configuration, and goes on. */
  | { readonly type: 'config'; readonly config: RunConfig; readonly totalSteps: number }
  /** A step is done, whether it is reported or not. */
  | {
      readonly type: 'progress';
      readonly step: number;
      readonly stepsPerSecond: number;
      readonly cost?: StepCost;
    }
  /** The run after its last good step, as a file of `writeCheckpoint`. */
  | { readonly type: 'checkpoint'; readonly step: number; readonly file: Uint8Array }
  | { readonly type: 'step'; readonly report: StepReport }
  | { readonly type: 'matches'; readonly snapshot: MatchSnapshot }
  | { readonly type: 'accuracy'; readonly report: AccuracyReport }
  | { readonly type: 'knn'; readonly report: OnlineKnnReport }
  /** The steps whose weights are kept, to be looked at later; ascending. */
  | { readonly type: 'moments'; readonly steps: readonly number[] }
  | ({ readonly type: 'evaluation' } & EvaluationProgress)
  | { readonly type: 'notice'; readonly message: string }
  | { readonly type: 'failure'; readonly failure: FailureInfo; readonly step?: number };

export type TrainerListener = (event: TrainerEvent) => void;
