import { Cancelled } from '../evaluation/cancellation';
import { nextTurn } from './nextTurn';

/** How long a task may keep messages and steps waiting, in ms. */
const TURN = 12;

/**
 * Does a long task bit by bit and lets steps and messages have their turn in between.
 *
 * @param task yields how much is done, 0 to 1.
 * @param onProgress gets it, at every whole percent.
 * @throws Cancelled when the signal is aborted.
 */
export async function inTurns<T>(
  task: Generator<number, T, void>,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<T> {
  let end = performance.now() + TURN;
  let told = -1;
  let step = task.next();
  for (; step.done !== true; step = task.next()) {
    if (performance.now() < end) continue;
    const percent = Math.floor(100 * step.value);
    if (percent !== told) onProgress(step.value);
    told = percent;
    await nextTurn();
    if (signal.aborted) throw new Cancelled();
    end = performance.now() + TURN;
  }
  return step.value;
}
