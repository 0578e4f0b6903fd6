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
export function isBusy(phase: Status): boolean {
  return phase === 'opening' || phase === 'loading' || phase === 'compiling';
}

type StatusSource = Pick<RunState, 'phase' | 'failure' | 'device' | 'active' | 'needsFiles' | 'history'>;

export function statusOf({ phase, failure, device, active, needsFiles, history }: StatusSource): Status {
  if (failure !== null && (device === null || isLost(failure))) return 'gone';
  if (isBusy(phase)) return phase;
  // A run with results goes on with the files that it has.
  if (needsFiles && history.steps.length === 0) return 'needsFiles';
  return active === null ? 'notReady' : phase;
}
