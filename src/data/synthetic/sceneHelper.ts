import { Canvas } from './canvas';
import { drawSlice, SLICE, type SceneRequest } from './scenes';

/** @file A thread that draws every `helpers`th slice of a set of scenes, and posts each when it is drawn. */

export interface HelperStart {
  readonly request: SceneRequest;
  /** Number of this helper, from 0 on. */
  readonly helper: number;
  readonly helpers: number;
}

addEventListener('message', ({ data }: MessageEvent<HelperStart>) => {
  const { request, helper, helpers } = data;
  const canvas = new Canvas(request.size);
  for (let first = helper * SLICE; first < request.count; first += helpers * SLICE) {
    const slice = drawSlice(canvas, request, first);
    postMessage(slice, {
      transfer: [slice.images.buffer, slice.masks.buffer, slice.labels.buffer] as ArrayBuffer[],
    });
  }
});
