/**
 * `work`, but no longer than until the signal is aborted; the work itself goes on.
 * @param reason what it rejects with then.
 */
export async function untilAborted<T>(
  signal: AbortSignal,
  work: Promise<T>,
  reason: () => Error,
): Promise<T> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(reason());
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
