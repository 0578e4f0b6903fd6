/** What the browser says of this site's storage; amounts in bytes, estimates all. */
export interface StorageUse {
  readonly used: number;
  readonly quota: number;
  /** True where the browser deletes nothing by itself when the disk gets full. */
  readonly persisted: boolean;
}

const manager = (): StorageManager | undefined =>
  (globalThis as { navigator?: { storage?: StorageManager } }).navigator?.storage;

/** `undefined` where the browser does not say. */
export async function storageUse(): Promise<StorageUse | undefined> {
  try {
    const [estimate, persisted] = await Promise.all([manager()?.estimate(), manager()?.persisted()]);
    if (estimate === undefined) return undefined;
    return { used: estimate.usage ?? 0, quota: estimate.quota ?? 0, persisted: persisted ?? false };
  } catch {
    return undefined;
  }
}

/** Asks the browser to delete nothing by itself; it may ask the person. True where it agrees. */
export async function askToPersist(): Promise<boolean> {
  try {
    return (await manager()?.persist()) ?? false;
  } catch {
    return false;
  }
}
