/** @file How often things that come fast are let through. */

/** Calls `task` once no further call has come for `delay` ms. */
export function debounced(delay: number, task: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(task, delay);
  };
}

export interface Gathered<T> {
  (item: T): void;
  /** Hands over what has been gathered, now. */
  readonly flush: () => void;
}

/** Hands items over in batches, at most one every `interval` ms. */
export function gathered<T>(interval: number, take: (items: readonly T[]) => void): Gathered<T> {
  let items: T[] = [];
  const flush = () => {
    const batch = items;
    items = [];
    if (batch.length > 0) take(batch);
  };
  const push = (item: T) => {
    items.push(item);
    if (items.length === 1) setTimeout(flush, interval);
  };
  return Object.assign(push, { flush });
}
