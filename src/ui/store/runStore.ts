import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TrainingEvent } from '../../worker/protocol';
import { applyPageEvent, isPageEvent, type PageEvent } from './pageEvents';
import { INITIAL, type RunState } from './runState';
import { applyWorkerEvent } from './workerEvents';

/** Everything that happens to a run: what the worker tells, and what the page does. */
export type RunEvent = TrainingEvent | PageEvent;

/** What is known of the run. It changes by events alone. */
export interface RunStore extends Pick<StoreApi<RunState>, 'getState' | 'getInitialState' | 'subscribe'> {
  /** Takes over events in their order; whoever subscribes sees the state after the last. */
  dispatch(...events: readonly RunEvent[]): void;
}

/** The state after one event. */
export function applyEvent(state: RunState, event: RunEvent): RunState {
  return isPageEvent(event) ? applyPageEvent(state, event) : applyWorkerEvent(state, event);
}

/** @param opening what the address brought */
export function createRunStore(
  opening: Partial<Pick<RunState, 'shared' | 'messages' | 'wantedData'>> = {},
): RunStore {
  const { getState, getInitialState, subscribe, setState } = createStore<RunState>(() => ({
    ...INITIAL,
    ...opening,
  }));
  return {
    getState,
    getInitialState,
    subscribe,
    dispatch: (...events) => setState(events.reduce(applyEvent, getState()), true),
  };
}
