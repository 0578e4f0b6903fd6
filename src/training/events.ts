import type { RunConfig } from '../config/runConfig';
import type { FailureInfo } from '../failure';
import type { AccuracyReport, MatchSnapshot } from '../reports/matches';
import type { StepReport } from '../reports/step';

/** Where a training stands. */
export type Phase =
  'opening' | 'loading' | 'compiling' | 'ready' | 'running' | 'paused' | 'finished' | 'failed';

/** What a trainer tells whoever watches it. */
export type TrainerEvent =
  | { readonly type: 'phase'; readonly phase: Phase; readonly detail?: string; readonly progress?: number }
  /** A new run is set up; `totalSteps` follows from length, unit, batch and data set. */
  | {
      readonly type: 'run';
      readonly config: RunConfig;
      readonly totalSteps: number;
      readonly parameterCount: number;
    }
  | { readonly type: 'step'; readonly report: StepReport }
  | { readonly type: 'matches'; readonly snapshot: MatchSnapshot }
  | { readonly type: 'accuracy'; readonly report: AccuracyReport }
  | { readonly type: 'notice'; readonly message: string }
  | { readonly type: 'failure'; readonly failure: FailureInfo; readonly step?: number };

export type TrainerListener = (event: TrainerEvent) => void;
