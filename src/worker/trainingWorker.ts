import * as Comlink from 'comlink';
import { failureInfo } from '../failure';
import { TrainingHost } from './host';
import type { TrainingApi } from './protocol';
import { BEAT_INTERVAL, holdLifeline, type SignOfLife } from './signsOfLife';

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
  open: (listener, choice) =>
    guarded(
      host.open(
        (event) =>
          listener(
            event.type === 'weights' ? Comlink.transfer(event, [event.file.buffer as ArrayBuffer]) : event,
          ),
        choice,
      ),
    ),
  firstViews: (config) => guarded(host.firstViews(config)),
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
  evaluate: async (request) => {
    const result = await guarded(host.evaluate(request));
    const arrays = result.masks.images.flatMap((mask) => [mask.pixels, mask.truth, mask.predicted]);
    return Comlink.transfer(
      result,
      arrays.map(({ buffer }) => buffer as ArrayBuffer),
    );
  },
  cancelEvaluation: () => guarded(host.cancelEvaluation()),
  exportWeights: async () => {
    const weights = await guarded(host.exportWeights());
    return Comlink.transfer(weights, [weights.buffer as ArrayBuffer]);
  },
  goOn: (learningRateFactor) => guarded(host.goOn(learningRateFactor)),
  resume: (config, weights, step) => guarded(host.resume(config, weights, step)),
};

Comlink.expose(api);
void holdLifeline().then((lifeline) => {
  postMessage({ type: 'ready', lifeline } satisfies SignOfLife);
  setInterval(() => postMessage({ type: 'beat' } satisfies SignOfLife), BEAT_INTERVAL);
});
