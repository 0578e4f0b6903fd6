import * as Comlink from 'comlink';
import { Failure, type FailureInfo } from '../failure';
import { PendingCalls } from '../pendingCalls';
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
  const remote = Comlink.wrap<TrainingApi>(worker);
  const calls = new PendingCalls();
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
  /** Errors cross the worker boundary as text only, so the host puts a `FailureInfo` into the message as JSON. */
  const call = <T>(answer: () => Promise<T>): Promise<T> =>
    calls.run(async () => {
      try {
        return await answer();
      } catch (error) {
        throw new Failure(parseInfo(error), { cause: error });
      }
    });
  return {
    open: (listener, choice) => {
      listen = listener;
      return call(() =>
        remote.open(
          Comlink.proxy((event: TrainingEvent) => listener(event)),
          choice,
        ),
      );
    },
    firstViews: (config) => call(() => remote.firstViews(config)),
    loadData: (request) => call(() => remote.loadData(request)),
    configure: (config) => call(() => remote.configure(config)),
    update: (config) => call(() => remote.update(config)),
    train: () => call(() => remote.train()),
    pause: () => call(() => remote.pause()),
    step: (steps) => call(() => remote.step(steps)),
    reset: () => call(() => remote.reset()),
    showImage: (index) => call(() => remote.showImage(index)),
    previewViews: (config, index, draw) => call(() => remote.previewViews(config, index, draw)),
    forecast: (config) => call(() => remote.forecast(config)),
    loadWeights: (file, key) => call(() => remote.loadWeights(file, key)),
    cancelWeights: () => call(() => remote.cancelWeights()),
    evaluate: (request) => call(() => remote.evaluate(request)),
    cancelEvaluation: () => call(() => remote.cancelEvaluation()),
    exportWeights: () => call(() => remote.exportWeights()),
    goOn: (learningRateFactor) => call(() => remote.goOn(learningRateFactor)),
    resume: (config, weights, step) => call(() => remote.resume(config, weights, step)),
    close: () => {
      watch.close();
      calls.fail(workerLost('it was closed'));
    },
  };
}

function parseInfo(error: unknown): FailureInfo {
  const message = error instanceof Error ? error.message : String(error);
  try {
    return JSON.parse(message) as FailureInfo;
  } catch {
    return { code: 'internal', message };
  }
}
