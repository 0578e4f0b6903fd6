import { untilAborted as until } from '../../untilAborted';

/** Thrown where a training is ended before its first step, so that there is nothing to save. */
export class Interrupted extends Error {
  constructor() {
    super('ended before the first step');
    this.name = 'Interrupted';
  }
}

/** `work`, but no longer than until the signal is aborted. */
export function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return until(signal, work, () => new Interrupted());
}
