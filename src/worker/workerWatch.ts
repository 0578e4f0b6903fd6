import { Failure } from '../failure';
import { BEAT_INTERVAL, isSignOfLife, lifelineEnd } from './signsOfLife';

/** What is watched of a worker. */
export type WatchedWorker = Pick<Worker, 'addEventListener' | 'terminate'>;

export interface WatchOptions {
  /** Called once when the worker has ended by itself; it is terminated for sure then. */
  readonly onEnd: (failure: Failure) => void;
  /** Called when the worker has not been heard for so many seconds, and with 0 when it is heard again. */
  readonly onSilence: (seconds: number) => void;
  /** See `lifelineEnd`. */
  readonly ended?: (lifeline: string, signal: AbortSignal) => Promise<void>;
}

/**
 * Silence that is worth a word, in s. A processor may compute that long in one go, so it is no verdict: whoever watches
 * decides to wait or to close.
 */
const SILENCE = 60;
/** Beats are missed one by one, not by the clock, which goes on while a laptop sleeps. */
const MISSED_BEATS = (1000 * SILENCE) / BEAT_INTERVAL;

/** Watches a worker: its start, its beats, and its end. */
export class WorkerWatch {
  /** Resolves once the worker can be called; rejects with a `Failure` when its program does not load. */
  readonly ready: Promise<void>;
  private readonly worker: WatchedWorker;
  private readonly options: WatchOptions;
  private readonly closing = new AbortController();
  private isReady = false;
  private missed = 0;

  constructor(worker: WatchedWorker, options: WatchOptions) {
    this.worker = worker;
    this.options = options;
    const { signal } = this.closing;
    this.ready = new Promise((resolve, reject) => {
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<unknown>) => {
          this.hear();
          if (!isSignOfLife(data) || data.type !== 'ready') return;
          this.isReady = true;
          this.watchEnd(data.lifeline);
          resolve();
        },
        { signal },
      );
      worker.addEventListener(
        'error',
        ({ message }) => {
          if (this.isReady) this.end(`it stopped on an error${message ? `: ${message}` : ''}`);
          else reject(notStarted(message));
        },
        { signal },
      );
    });
    worker.addEventListener('messageerror', () => this.end('what it sent could not be read'), { signal });
  }

  /** Ends the worker. */
  close(): void {
    this.closing.abort();
    this.worker.terminate();
  }

  private watchEnd(lifeline: string | undefined): void {
    const { signal } = this.closing;
    const timer = setInterval(() => this.missBeat(), BEAT_INTERVAL);
    signal.addEventListener('abort', () => clearInterval(timer));
    if (lifeline === undefined) return;
    const { ended = lifelineEnd } = this.options;
    // It rejects when this watch is closed.
    ended(lifeline, signal).then(
      () => this.end(),
      () => undefined,
    );
  }

  private hear(): void {
    if (this.missed >= MISSED_BEATS) this.options.onSilence(0);
    this.missed = 0;
  }

  private missBeat(): void {
    this.missed++;
    if (this.missed === MISSED_BEATS) this.options.onSilence(SILENCE);
  }

  private end(reason?: string): void {
    if (this.closing.signal.aborted) return;
    this.close();
    this.options.onEnd(workerLost(reason));
  }
}

function notStarted(message: string): Failure {
  return new Failure({
    code: 'internal',
    message: `The training worker could not start: ${message || 'its program did not load'}.`,
    doing: 'starting the training worker',
    remedy: 'Reload the page; when it fails again, the server may not serve all of its files.',
  });
}

export function workerLost(reason?: string): Failure {
  return new Failure({
    code: 'worker_lost',
    message: `The training worker has ended${reason === undefined ? '' : `: ${reason}`}.`,
    doing: 'training',
    remedy: 'Try again: a new worker starts, and the training can go on from the last good weights.',
  });
}
