import type { Failure } from '../../failure';
import type { RunState } from './runState';
import type { RunStore } from './runStore';
import { isAtEnd } from './status';

/**
 * Resolves when the training under way has done all of its steps.
 * @param failureOf gives why it will not, as soon as that shows; asked at every change of the run, and what it gives is called
 * once nobody listens any more, so that it may change the run
 * @param abandoned what it rejects with where `signal` is aborted
 */
export function trainingEnd(
  run: RunStore,
  signal: AbortSignal,
  failureOf: (state: RunState, before: RunState) => (() => Failure) | undefined,
  abandoned: () => Failure,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = (act: () => void) => {
      stopLooking();
      signal.removeEventListener('abort', onAbort);
      act();
    };
    const onAbort = () => over(() => reject(abandoned()));
    const look = (state: RunState, before: RunState) => {
      const failure = failureOf(state, before);
      if (failure !== undefined) over(() => reject(failure()));
      else if (isAtEnd(state)) over(resolve);
    };
    const stopLooking = run.subscribe(look);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    else look(run.getState(), run.getState());
  });
}
