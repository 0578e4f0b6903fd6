import * as Comlink from 'comlink';
import { Failure, type FailureInfo } from '../failure';
import type { TrainingApi, TrainingEvent } from './protocol';
import { WORKER_READY } from './ready';

/**
 * Starts the training worker.
 * @returns its calls; they reject with a `Failure`.
 * @throws Failure `internal` when the worker's own program cannot be loaded.
 */
export async function connectTrainingWorker(): Promise<TrainingApi> {
  const worker = new Worker(new URL('./trainingWorker.ts', import.meta.url), {
    type: 'module',
    name: 'training',
  });
  const remote = Comlink.wrap<TrainingApi>(worker);
  await loaded(worker);
  return {
    open: (listener, choice) =>
      call(
        remote.open(
          Comlink.proxy((event: TrainingEvent) => listener(event)),
          choice,
        ),
      ),
    loadData: (request) => call(remote.loadData(request)),
    configure: (config) => call(remote.configure(config)),
    update: (config) => call(remote.update(config)),
    train: () => call(remote.train()),
    pause: () => call(remote.pause()),
    step: (steps) => call(remote.step(steps)),
    reset: () => call(remote.reset()),
    showImage: (index) => call(remote.showImage(index)),
    previewViews: (config, index, draw) => call(remote.previewViews(config, index, draw)),
    forecast: (config) => call(remote.forecast(config)),
    loadWeights: (file, key) => call(remote.loadWeights(file, key)),
    cancelWeights: () => call(remote.cancelWeights()),
    exportWeights: () => call(remote.exportWeights()),
  };
}

function loaded(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', function ready(event: MessageEvent) {
      if (event.data !== WORKER_READY) return;
      worker.removeEventListener('message', ready);
      resolve();
    });
    worker.addEventListener('error', (event) => {
      reject(
        new Failure({
          code: 'internal',
          message: `The training worker could not start: ${event.message || 'its program did not load'}.`,
          doing: 'starting the training worker',
          remedy: 'Reload the page; when it fails again, the server may not serve all of its files.',
        }),
      );
    });
  });
}

/** Errors cross the worker boundary as text only, so the host puts a `FailureInfo` into the message as JSON. */
async function call<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw new Failure(parseInfo(error), { cause: error });
  }
}

function parseInfo(error: unknown): FailureInfo {
  const message = error instanceof Error ? error.message : String(error);
  try {
    return JSON.parse(message) as FailureInfo;
  } catch {
    return { code: 'internal', message };
  }
}
