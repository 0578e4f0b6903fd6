import { HEAD_BYTES } from '../formats/fileKind';

/** A file as its source knows it, read only when its turn comes. */
export interface SourceFile {
  /** Below the chosen folder, with `/` between folders: "train/cat/001.jpg". */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** The bytes from `start` to before `end`, as far as the file has them; nothing else of it is read. */
  readonly slice: (start: number, end: number) => Promise<Uint8Array>;
  readonly read: () => Promise<Uint8Array>;
}

/** A file whose bytes are in memory. */
export function memoryFile(path: string, bytes: Uint8Array): SourceFile {
  return {
    path,
    size: bytes.length,
    slice: (start, end) => Promise.resolve(bytes.subarray(start, end)),
    read: () => Promise.resolve(bytes),
  };
}

/** The first bytes of a file, by which it is known: `HEAD_BYTES`, or all of a shorter one. */
export function headOf(file: SourceFile): Promise<Uint8Array> {
  return file.slice(0, Math.min(file.size, HEAD_BYTES));
}

/** Folders of a path from the top, and its file name. */
export function splitPath(path: string): { folders: string[]; name: string } {
  const folders = path.split('/');
  const name = folders.pop()!;
  return { folders, name };
}

/** ".jpg" of "a/b.JPG"; empty where there is none. */
export function ending(path: string): string {
  return /[^/](\.[^./]{1,12})$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** In the order of their paths, by code units: the same everywhere. */
export function sortedByPath<T extends { readonly path: string }>(files: readonly T[]): T[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** The lines of a text file that are not empty, without spaces around them. */
export function textLines(text: Uint8Array): readonly string[] {
  const lines = new TextDecoder().decode(text).split(/\r?\n/);
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
