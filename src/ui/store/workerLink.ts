import { failureInfo, type FailureInfo } from '../../failure';
import type { TrainingApi, TrainingConnection, TrainingEvent } from '../../worker/protocol';
import { failureMessage, withMessage, withoutMessage } from './messages';
import { gathered } from './pacing';
import { applyEvent, failed, type RunStore } from './runStore';
import { isBusy, isLost, statusOf } from './status';

/** How long events are gathered before the page draws them, in ms. */
const EVENT_INTERVAL = 60;

/** What is done when the device is opened; without it nothing can be done. */
export const OPENING = 'opening the device';

/** The way to the worker. What it tells and what fails ends up in the run store. */
export interface WorkerLink {
  /** Gets the worker's events, as long as it is the one that is linked. */
  readonly listener: (event: TrainingEvent) => void;
  /** Takes over the events that have come, now. */
  readonly flush: () => void;
  /** Calls the worker; `null` when that failed, and a message says why. */
  attempt<T>(doing: string, call: (api: TrainingApi) => Promise<T>): Promise<T | null>;
  /** `attempt` for a call that may load or set up something: when it is over, so is its busy phase. */
  busyAttempt<T>(doing: string, call: (api: TrainingApi) => Promise<T>): Promise<T | null>;
  /** Ends the worker; the next call starts another one. */
  close(): void;
}

export function createWorkerLink(connect: () => Promise<TrainingConnection>, run: RunStore): WorkerLink {
  let connection: Promise<TrainingConnection> | null = null;

  const receive = gathered(EVENT_INTERVAL, (events: readonly TrainingEvent[]) =>
    run.setState((state) => events.reduce(applyEvent, state)),
  );

  function report(doing: string, failure: FailureInfo): void {
    run.setState((state) => {
      // What a person has ended needs no word.
      if (statusOf(state) === 'gone' || failure.code === 'cancelled') return state;
      if (isLost(failure) || doing === OPENING) return failed(state, failure, undefined);
      return { messages: withMessage(state.messages, failureMessage(doing, failure)) };
    });
  }

  async function attempt<T>(doing: string, call: (api: TrainingApi) => Promise<T>): Promise<T | null> {
    if (statusOf(run.getState()) === 'gone') return null;
    const mine = (connection ??= connect());
    try {
      const answer = await call(await mine);
      if (connection !== mine) return null;
      run.setState(({ messages }) => ({ messages: withoutMessage(messages, doing) }));
      return answer;
    } catch (error) {
      if (connection !== mine) return null;
      receive.flush();
      report(doing, failureInfo(error, doing));
      return null;
    }
  }

  return {
    get listener() {
      const mine = connection;
      return (event: TrainingEvent) => {
        if (connection === mine) receive(event);
      };
    },
    flush: receive.flush,
    attempt,
    busyAttempt: async (doing, call) => {
      run.setState(({ callsUnderWay }) => ({ callsUnderWay: callsUnderWay + 1 }));
      const answer = await attempt(doing, call);
      receive.flush();
      run.setState((state) => {
        const callsUnderWay = state.callsUnderWay - 1;
        const isAtRest = callsUnderWay > 0 || !isBusy(state.phase);
        return {
          callsUnderWay,
          ...(isAtRest ? {} : { phase: state.restPhase, detail: null, progress: null, phaseLeft: null }),
          // A set-up that broke off has given up the run before it.
          ...(answer === null && state.phase === 'compiling' ? { active: null } : {}),
        };
      });
      return answer;
    },
    close: () => {
      const old = connection;
      receive.flush();
      connection = null;
      old?.then(
        (api) => api.close(),
        // What never started needs no end.
        () => undefined,
      );
    },
  };
}
