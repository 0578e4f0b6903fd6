import * as Comlink from 'comlink';
import { failureInfo } from '../failure';
import { TrainingHost } from './host';
import type { TrainingApi } from './protocol';
import { WORKER_READY } from './ready';

const host = new TrainingHost();

/** Only an error's text crosses the worker boundary, so a failure travels in it as JSON. */
async function guarded<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new Error(JSON.stringify(failureInfo(error)), { cause: error });
  }
}

const api: TrainingApi = {
  open: (listener, choice) => guarded(host.open(listener, choice)),
  loadData: (request) => guarded(host.loadData(request)),
  configure: (config) => guarded(host.configure(config)),
  update: (config) => guarded(host.update(config)),
  train: () => guarded(host.train()),
  pause: () => guarded(host.pause()),
  step: (steps) => guarded(host.step(steps)),
  reset: () => guarded(host.reset()),
  showImage: (index) => guarded(host.showImage(index)),
  previewViews: (config, index, draw) => guarded(host.previewViews(config, index, draw)),
  forecast: (config) => guarded(host.forecast(config)),
  loadWeights: (file, key) => guarded(host.loadWeights(file, key)),
  cancelWeights: () => guarded(host.cancelWeights()),
  exportWeights: async () => {
    const weights = await guarded(host.exportWeights());
    return Comlink.transfer(weights, [weights.buffer as ArrayBuffer]);
  },
};

Comlink.expose(api);
postMessage(WORKER_READY);
