import { open, rename, rm } from 'node:fs/promises';

/** Name of a file while it is written. */
export const partOf = (path: string): string => `${path}.part`;

/**
 * Writes a file so that at any moment the whole old one or the whole new one lies at `path`, even after a power cut: a
 * new file beside it, synchronised with the disk, then a rename.
 * @throws the system's error; what was at `path` is still there then.
 */
export async function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const part = partOf(path);
  try {
    const file = await open(part, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}
