import { Failure } from './failure';
import { untilAborted } from './untilAborted';

const cancelled = () => new Failure({ code: 'cancelled', message: 'It was cancelled.' });

/** @throws Failure `cancelled` where a person has ended what is under way */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

/**
 * What a task gives, unless it is cancelled before: then it is no longer waited for, whatever it still does.
 * @throws Failure `cancelled`, or what the task throws
 */
export function unlessCancelled<T>(task: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return signal === undefined ? task : untilAborted(signal, task, cancelled);
}
