import { Failure, failureInfo, type FailureInfo } from '../../failure';
import type { TrainingApi, TrainingConnection, TrainingEvent } from '../../worker/protocol';
import { gathered } from './pacing';
import type { RunStore } from './runStore';
import { isGone, isLost } from './status';

/** How long events are gathered before the page draws them, in ms. */
const EVENT_INTERVAL = 60;

/** What is done when the device is opened; without it nothing can be done. */
export const OPENING = 'opening the device';

/** The way to the worker. What it tells and what fails ends up in the run store. */
export interface WorkerLink {
  /** Gets the worker's events, as long as it is the one that is linked. */
  readonly listener: (event: TrainingEvent) => void;
  /** Tells of each event at once, before it is in the run store, until the returned function is called. */
  hear(listener: (event: TrainingEvent) => void): () => void;
  /** Takes over the events that have come, now. */
  readonly flush: () => void;
  /** Calls the worker; `null` when that failed, and a message says why. */
  attempt<T>(doing: string, call: (api: TrainingApi) => Promise<T>): Promise<T | null>;
  /**
   * Calls the worker, for whoever says by himself what failed; only a lost device or worker is told here.
   * @throws Failure
   */
  demand<T>(doing: string, call: (api: TrainingApi) => Promise<T>): Promise<T>;
  /** Runs a task that may load and set up things: when it is over, so is the busy phase that it was in. */
  busy<T>(task: () => Promise<T>): Promise<T>;
  /** `busy` with one call. */
  busyAttempt<T>(doing: string, call: (api: TrainingApi) => Promise<T>): Promise<T | null>;
  /** Ends the worker; the next call starts another one. */
  close(): void;
}

export function createWorkerLink(connect: () => Promise<TrainingConnection>, run: RunStore): WorkerLink {
  let connection: Promise<TrainingConnection> | null = null;
  const hearers = new Set<(event: TrainingEvent) => void>();

  const receive = gathered(EVENT_INTERVAL, (events: readonly TrainingEvent[]) => run.dispatch(...events));

  function report(doing: string, failure: FailureInfo): void {
    run.dispatch({ type: 'refused', doing, failure, ends: doing === OPENING });
  }

  async function attempt<T>(doing: string, call: (api: TrainingApi) => Promise<T>): Promise<T | null> {
    if (isGone(run.getState())) return null;
    const mine = (connection ??= connect());
    try {
      const answer = await call(await mine);
      if (connection !== mine) return null;
      run.dispatch({ type: 'dismissed', key: doing });
      return answer;
    } catch (error) {
      if (connection !== mine) return null;
      receive.flush();
      report(doing, failureInfo(error, doing));
      return null;
    }
  }

  async function demand<T>(doing: string, call: (api: TrainingApi) => Promise<T>): Promise<T> {
    const mine = (connection ??= connect());
    try {
      const answer = await call(await mine);
      if (connection === mine) return answer;
    } catch (error) {
      receive.flush();
      const failure = failureInfo(error, doing);
      if (connection === mine && isLost(failure)) report(doing, failure);
      throw error instanceof Failure ? error : new Failure(failure, { cause: error });
    }
    throw new Failure({ code: 'cancelled', message: 'The worker was closed.', doing });
  }

  async function busy<T>(task: () => Promise<T>): Promise<T> {
    run.dispatch({ type: 'taskBegun' });
    try {
      return await task();
    } finally {
      receive.flush();
      run.dispatch({ type: 'taskOver' });
    }
  }

  return {
    get listener() {
      const mine = connection;
      return (event: TrainingEvent) => {
        if (connection !== mine) return;
        receive(event);
        for (const hearer of hearers) hearer(event);
      };
    },
    hear: (listener) => {
      hearers.add(listener);
      return () => void hearers.delete(listener);
    },
    flush: receive.flush,
    attempt,
    demand,
    busy,
    busyAttempt: (doing, call) =>
      busy(async () => {
        const answer = await attempt(doing, call);
        receive.flush();
        if (answer === null) run.dispatch({ type: 'setUpBroken' });
        return answer;
      }),
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
