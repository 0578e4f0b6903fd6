import type { FailureCode, FailureInfo } from '../../failure';
import type { Phase } from '../../worker/protocol';
import type { RunState } from './runState';

/** @file What the page can say of the training, out of what the worker told and what it lacks. */

/** A phase of the worker, or why there is nothing in a phase. */
export type Status =
  | Phase
  /** The chosen source has no files yet, and no run has begun. */
  | 'needsFiles'
  /** No run is set up, because something was refused. */
  | 'notReady'
  /** Nothing computes: the device or the worker could not be opened, or is lost. */
  | 'gone';

const LOST: readonly FailureCode[] = ['device_lost', 'worker_lost'];

/** True when the failure leaves nothing that could compute. */
export function isLost(failure: FailureInfo): boolean {
  return LOST.includes(failure.code);
}

/** Phases in which the page waits for the worker. */
export type BusyPhase = 'opening' | 'loading' | 'compiling';

export function isBusy(phase: Status): phase is BusyPhase {
  return phase === 'opening' || phase === 'loading' || phase === 'compiling';
}

type PhaseSource = Pick<RunState, 'rest' | 'busy' | 'failure' | 'device'>;

/** The phase that the worker is in. */
export function phaseOf({ rest, busy, failure, device }: PhaseSource): Phase {
  if (isGone({ failure, device })) return 'failed';
  if (busy !== null) return busy.phase;
  return device === null ? 'opening' : rest;
}

type StatusSource = PhaseSource & Pick<RunState, 'active' | 'needsFiles' | 'history'>;

export function statusOf({ active, needsFiles, history, ...state }: StatusSource): Status {
  if (isGone(state)) return 'gone';
  const phase = phaseOf(state);
  if (isBusy(phase)) return phase;
  // A run with results goes on with the files that it has.
  if (needsFiles && history.steps.length === 0) return 'needsFiles';
  return active === null ? 'notReady' : phase;
}

/** True when nothing computes any more, or could at all. */
export function isGone({ failure, device }: Pick<RunState, 'failure' | 'device'>): boolean {
  return failure !== null && (device === null || isLost(failure));
}

/** True where a run has done all of its steps. */
export function isAtEnd(state: PhaseSource & Pick<RunState, 'step' | 'totalSteps'>): boolean {
  return phaseOf(state) === 'finished' && state.step >= state.totalSteps;
}
