import type { TensorInfo } from '@tensorflow/tfjs-core';

/** @file In how many layers of its buffer a sum lies; `partSums.ts` says what they are for. */

type Identity = Pick<TensorInfo, 'dataId'>;

/** Of the tensors that were made for parts; 1 once these are added up, and the sum is the first of them. */
const layers = new WeakMap<object, number>();

export function noteLayers({ dataId }: Identity, count: number): void {
  layers.set(dataId, count);
}

/** Layers that are not added up yet; 1 of a whole tensor. */
export function layersOf({ dataId }: Identity): number {
  return layers.get(dataId) ?? 1;
}

/** Whether a tensor was made for parts: its buffer is longer than its values. */
export function isMadeOfParts({ dataId }: Identity): boolean {
  return layers.has(dataId);
}
