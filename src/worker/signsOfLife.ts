/** @file How a worker shows that it lives: it says so, and holds a lock that the browser takes from it however it ends. */

/** Messages beside those of comlink. */
export type SignOfLife =
  /** The worker's modules are evaluated: what is posted to it earlier could be lost. */
  { readonly type: 'ready'; readonly lifeline: string | undefined } | { readonly type: 'beat' };

/** Time between two beats, in ms; the worker sends none while it computes in one go. */
export const BEAT_INTERVAL = 1000;

export function isSignOfLife(data: unknown): data is SignOfLife {
  const type: unknown = typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
  return type === 'ready' || type === 'beat';
}

/**
 * Takes a lock for as long as this worker lives; its name, or `undefined` where the browser has no locks, or refuses them as
 * to a frame in a page of another site.
 */
export async function holdLifeline(): Promise<string | undefined> {
  if (!('locks' in navigator)) return undefined;
  const name = `training worker ${crypto.randomUUID()}`;
  return new Promise((resolve) => {
    navigator.locks
      .request(name, () => {
        resolve(name);
        return new Promise(() => undefined);
      })
      .catch(() => resolve(undefined));
  });
}

/** Resolves once the holder of the lifeline has ended; rejects when the signal aborts. */
export async function lifelineEnd(name: string, signal: AbortSignal): Promise<void> {
  await navigator.locks.request(name, { signal }, () => undefined);
}
