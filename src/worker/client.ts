import * as Comlink from 'comlink';
import { PendingCalls } from '../pendingCalls';
import { callsOf } from './callsOf';
import { transferFailures } from './failureTransfer';
import type { TrainingApi, TrainingConnection, TrainingEvent } from './protocol';
import { WorkerWatch, workerLost } from './workerWatch';

/**
 * Starts the training worker.
 * @returns its calls; they reject with a `Failure`.
 * @throws Failure `internal` when the worker's own program cannot be loaded.
 */
export async function connectTrainingWorker(): Promise<TrainingConnection> {
  const worker = new Worker(new URL('./trainingWorker.ts', import.meta.url), {
    type: 'module',
    name: 'training',
  });
  transferFailures();
  const calls = new PendingCalls();
  const remote = Comlink.wrap<TrainingApi>(worker);
  let listen: (event: TrainingEvent) => void = () => undefined;
  const watch = new WorkerWatch(worker, {
    onEnd: (failure) => {
      calls.fail(failure);
      listen({ type: 'failure', failure: failure.info });
      listen({ type: 'phase', phase: 'failed' });
    },
    onSilence: (seconds) => listen({ type: 'silence', seconds }),
  });
  await watch.ready;
  return callsOf<TrainingApi, Pick<TrainingConnection, 'open' | 'exportFeatures' | 'close'>>(remote, calls, {
    open: (listener, choice, tunesFirst) => {
      listen = listener;
      const proxy = Comlink.proxy((event: TrainingEvent) => listener(event));
      return calls.run(() => remote.open(proxy, choice, tunesFirst));
    },
    exportFeatures: (request, write) => calls.run(() => remote.exportFeatures(request, Comlink.proxy(write))),
    close: () => {
      watch.close();
      calls.fail(workerLost('it was closed'));
    },
  });
}
