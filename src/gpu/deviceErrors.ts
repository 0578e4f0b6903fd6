import type { Failure } from '../failure';
import { uncapturedFailure } from './deviceFailures';

type Listener = (failure: Failure) => void;

const listeners = new WeakMap<GPUDevice, Listener>();

/**
 * Tells of the errors of a device that no call of ours caught. They come in avalanches (one failed allocation spoils
 * every later use of it): only the first of a kind is told. A later listener takes the place of an earlier one.
 */
export function listenToErrors(device: GPUDevice, onError: Listener): void {
  const isFirst = !listeners.has(device);
  const told = new Set<string>();
  listeners.set(device, (failure) => {
    if (told.has('out_of_memory') || told.has(failure.info.code)) return;
    told.add(failure.info.code);
    onError(failure);
  });
  if (!isFirst) return;
  device.addEventListener('uncapturederror', ({ error }) =>
    tellError(device, uncapturedFailure(error, error instanceof GPUOutOfMemoryError)),
  );
}

/** Tells of an error that was found otherwise. */
export function tellError(device: GPUDevice, failure: Failure): void {
  listeners.get(device)?.(failure);
}
