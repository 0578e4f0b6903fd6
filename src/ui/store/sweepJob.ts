import type { FailureInfo } from '../../failure';
import type { SweepPoint } from '../../sweep/points';
import { failedPoint, type PointResult } from '../../sweep/results';
import type { ProbeName } from '../../worker/protocol';

/** Seconds that the parts of a point took, pauses left out. */
export interface PointSeconds {
  readonly training: number;
  readonly evaluating: number;
}

/** What became of a point. */
export type Outcome =
  | { readonly status: 'waiting' }
  | {
      readonly status: 'done';
      readonly result: PointResult;
      readonly seconds: PointSeconds;
      /** A safetensors file; `null` where none was kept. */
      readonly weights: Uint8Array | null;
    }
  | { readonly status: 'failed'; readonly failure: FailureInfo };

/** What a point under way is at. */
export type Stage = 'settingUp' | 'training' | 'evaluating';

/** The point under way. */
export interface CurrentPoint {
  readonly index: number;
  readonly stage: Stage;
  /** Share of the stage that is done, 0 to 1. */
  readonly share: number;
  /** Seconds that the stage has taken so far, pauses left out. */
  readonly seconds: number;
}

/** `pausing` and `stopping` wait for what cannot be held or ended at once. */
export type JobPhase = 'running' | 'pausing' | 'paused' | 'stopping' | 'stopped' | 'finished';

/** A sweep, from its start on; its points are done in their order. */
export interface Job {
  /** Paths of the fields that are swept, in their order. */
  readonly paths: readonly string[];
  readonly points: readonly SweepPoint[];
  readonly probes: readonly ProbeName[];
  /** One a point. */
  readonly outcomes: readonly Outcome[];
  readonly phase: JobPhase;
  readonly current: CurrentPoint | null;
  /** What stopped the whole sweep, if something did: a lost device or worker. */
  readonly failure: FailureInfo | null;
  /** How many points were done when the results were saved last. */
  readonly saved: number;
}

/** A sweep whose points all wait, but for those that cannot be run. */
export function newJob({ paths, points, probes }: Pick<Job, 'paths' | 'points' | 'probes'>): Job {
  const outcomes = points.map((point): Outcome =>
    'problem' in point
      ? { status: 'failed', failure: { code: 'config_invalid', message: point.problem } }
      : { status: 'waiting' },
  );
  return { paths, points, probes, outcomes, phase: 'running', current: null, failure: null, saved: 0 };
}

/** False for what is judged without a single step. */
export function trains({ baseline }: SweepPoint): boolean {
  return baseline === undefined;
}

/** True while the sweep holds the worker. */
export function isUnderWay({ phase }: Pick<Job, 'phase'>): boolean {
  return phase !== 'stopped' && phase !== 'finished';
}

export function countOf({ outcomes }: Pick<Job, 'outcomes'>, status: Outcome['status']): number {
  return outcomes.filter((outcome) => outcome.status === status).length;
}

/** True while results are in no file. */
export function hasUnsaved(job: Job): boolean {
  return countOf(job, 'done') > job.saved;
}

/** `job` with another outcome of one point. */
export function withOutcome(job: Job, index: number, outcome: Outcome): Job {
  return { ...job, outcomes: job.outcomes.map((old, place) => (place === index ? outcome : old)) };
}

/** What became of the points that are over, in their order. */
export function resultsOf({ points, outcomes }: Pick<Job, 'points' | 'outcomes'>): PointResult[] {
  return outcomes.flatMap((outcome, index) => {
    if (outcome.status === 'done') return [outcome.result];
    return outcome.status === 'failed' ? [failedPoint(points[index]!, outcome.failure.message)] : [];
  });
}
