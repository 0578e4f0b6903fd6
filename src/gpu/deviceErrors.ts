import type { Failure } from '../failure';
import { uncapturedFailure } from './deviceFailures';

interface Listener {
  readonly tell: (failure: Failure) => void;
  /** Codes of uncaptured errors that it was told of. */
  readonly told: Set<string>;
}

const listeners = new WeakMap<GPUDevice, Listener>();

/**
 * Tells of the errors of a device that no call of ours caught. They come in avalanches (one failed allocation spoils
 * every later use of it): only the first of a kind is told. A later listener takes the place of an earlier one.
 */
export function listenToErrors(device: GPUDevice, tell: Listener['tell']): void {
  const isFirst = !listeners.has(device);
  listeners.set(device, { tell, told: new Set() });
  if (isFirst) device.addEventListener('uncapturederror', ({ error }) => tellUncaptured(device, error));
}

/** Tells of an error that was found otherwise. */
export function tellError(device: GPUDevice, failure: Failure): void {
  listeners.get(device)?.tell(failure);
}

function tellUncaptured(device: GPUDevice, error: GPUError): void {
  const { tell, told } = listeners.get(device)!;
  const failure = uncapturedFailure(error, error instanceof GPUOutOfMemoryError);
  if (told.has('out_of_memory') || told.has(failure.info.code)) return;
  told.add(failure.info.code);
  tell(failure);
}
