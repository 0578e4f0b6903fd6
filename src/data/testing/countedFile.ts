import type { SourceFile } from '../sourceFile';

/** A file that counts the bytes that are read of it, for tests. */
export function countedFile(file: SourceFile): {
  readonly file: SourceFile;
  readonly bytesRead: () => number;
} {
  let bytesRead = 0;
  const counted = async (bytes: Promise<Uint8Array>) => {
    bytesRead += (await bytes).length;
    return bytes;
  };
  return {
    file: {
      ...file,
      slice: (start, end) => counted(file.slice(start, end)),
      read: () => counted(file.read()),
    },
    bytesRead: () => bytesRead,
  };
}
