import { open, rename, rm } from 'node:fs/promises';

/** What a file shall hold, whole or piece by piece. */
export type FileContent = string | Uint8Array | AsyncIterable<Uint8Array>;

/** Name of a file while it is written. */
export const partOf = (path: string): string => `${path}.part`;

/**
 * Writes a file so that at any moment the whole old one or the whole new one lies at `path`, even after a power cut: a
 * new file beside it, synchronised with the disk, then a rename.
 * @throws the system's error; what was at `path` is still there then.
 */
export async function writeAtomically(path: string, content: FileContent): Promise<void> {
  const part = partOf(path);
  try {
    const file = await open(part, 'w');
    try {
      if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content);
      else for await (const piece of content) await file.writeFile(piece);
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
