/** @file Which tab trains which run, by locks that end with their tabs. Without such locks, every run is free. */

const PREFIX = 'run ';

const locks = (): LockManager | undefined =>
  (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;

let release: () => void = () => undefined;

/** Holds a run's lock until the tab is closed or another run is held. False where another tab has it. */
export function holdRun(id: string): Promise<boolean> {
  release();
  const manager = locks();
  if (manager === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    const held = new Promise<void>((end) => (release = end));
    void manager.request(PREFIX + id, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : held;
    });
  });
}

/** Runs that some tab holds, this one included. */
export async function heldRuns(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await locks()?.query()) ?? {};
  return new Set(
    held.flatMap(({ name = '' }) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])),
  );
}
