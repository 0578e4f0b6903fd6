/** Thrown where a training is ended before its first step, so that there is nothing to save. */
export class Interrupted extends Error {
  constructor() {
    super('ended before the first step');
    this.name = 'Interrupted';
  }
}

/** `work`, but no longer than until the signal is aborted. */
export async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new Interrupted());
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
