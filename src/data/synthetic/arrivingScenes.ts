import type { ImageSet } from '../imageSet';
import { Scenes, SLICE, type SceneRequest, type SceneSlice } from './scenes';
import type { HelperStart } from './sceneHelper';

/** Scenes that are being drawn. */
export interface SceneArrival {
  /** The set, whose scenes arrive one by one; those that it is asked for are drawn at once. */
  readonly set: ImageSet;
  /** Gives up what is not drawn yet. */
  readonly stop: () => void;
}

const MOST_HELPERS = 4;

/**
 * The built-in data set, at once: its scenes are drawn by other threads, or in slices by this one where there are none.
 * They are the scenes of `generateScenes`.
 *
 * @param onProgress gets how many are drawn, after each slice.
 */
export function arrivingScenes(request: SceneRequest, onProgress: (drawn: number) => void): SceneArrival {
  let resolve: () => void = () => undefined;
  const scenes = new Scenes(request, new Promise((done) => (resolve = done)));
  const end = new AbortController();
  const report = () => {
    if (end.signal.aborted) return;
    onProgress(scenes.drawn);
    if (scenes.drawn < request.count) return;
    end.abort();
    resolve();
  };
  const drawHere = async () => {
    await scenes.drawRest(report, end.signal);
    report();
  };
  const take = (slice: SceneSlice) => {
    scenes.take(slice);
    report();
  };
  if (typeof Worker === 'undefined') void drawHere();
  else startHelpers(request, end.signal, take, () => void drawHere());
  return { set: scenes.set, stop: () => end.abort() };
}

/**
 * Starts the threads; `end` ends them.
 * @param onError called once when one of them fails; all are ended then.
 */
function startHelpers(
  request: SceneRequest,
  end: AbortSignal,
  take: (slice: SceneSlice) => void,
  onError: () => void,
): void {
  const slices = Math.ceil(request.count / SLICE);
  const helpers = Math.min(navigator.hardwareConcurrency, MOST_HELPERS, slices);
  const workers = Array.from(
    { length: helpers },
    () => new Worker(new URL('./sceneHelper.ts', import.meta.url), { type: 'module', name: 'scenes' }),
  );
  let failed = false;
  const terminate = () => workers.forEach((worker) => worker.terminate());
  end.addEventListener('abort', terminate);
  workers.forEach((worker, helper) => {
    worker.onmessage = ({ data }: MessageEvent<SceneSlice>) => {
      if (!end.aborted) take(data);
    };
    worker.onerror = () => {
      if (failed || end.aborted) return;
      failed = true;
      terminate();
      onError();
    };
    const start: HelperStart = { request, helper, helpers };
    worker.postMessage(start);
  });
}
