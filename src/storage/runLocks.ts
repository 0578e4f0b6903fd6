/**
 * @file Which tab trains which run, by locks that end with their tabs. Without such locks, every run is free; so too
 * where the browser refuses them, as to a frame in a page of another site.
 */

const PREFIX = 'run ';

const locks = (): LockManager | undefined =>
  (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;

/** A run that this tab holds. */
export interface RunLock {
  readonly id: string;
  release(): void;
}

/** Holds a run until it is released or the tab is closed; `undefined` where it is held already. */
export function holdRun(id: string): Promise<RunLock | undefined> {
  const manager = locks();
  const free = { id, release: () => undefined };
  if (manager === undefined) return Promise.resolve(free);
  return new Promise((resolve) => {
    manager
      .request(PREFIX + id, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(undefined);
          return undefined;
        }
        return new Promise<void>((end) => resolve({ id, release: end }));
      })
      .catch(() => resolve(free));
  });
}

/** Runs that some tab holds, this one included. */
export async function heldRuns(): Promise<ReadonlySet<string>> {
  const { held = [] } =
    (await locks()
      ?.query()
      .catch(() => undefined)) ?? {};
  return new Set(
    held.flatMap(({ name = '' }) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])),
  );
}
