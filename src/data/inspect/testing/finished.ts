/** What a task that tells how far it is comes to. */
export function finished<T>(task: Generator<number, T, void>): T {
  let step = task.next();
  while (step.done !== true) step = task.next();
  return step.value;
}
