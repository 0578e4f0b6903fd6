import type { Account } from '../account';
import type { SourceFile } from '../sourceFile';
import { badArchive, MOST_ENTRIES } from './archive';
import { EntryPaths } from './entryPath';
import { BLOCK, extendedHeader, isEnd, tarHeader, textAt, type TarHeader } from './tarHeader';

/** Bytes that are read at a time where files are small, so that many headers come with one reading. */
const WINDOW = 2 ** 16;
/** Files beyond this are passed over, and only headers are read. */
const SMALL = 2 ** 15;
/** Bytes of a name or of an extended header. */
const MOST_EXTRA = 2 ** 20;

/**
 * The files in a tar file that is not compressed. Only headers are read; a file's bytes are when it is.
 *
 * @param isBeginning the end is missing, and that is no damage
 * @throws {Failure} `data_unreadable` where it is damaged or cut off
 */
export async function tarFiles(
  tar: SourceFile,
  account: Account,
  isBeginning = false,
): Promise<SourceFile[]> {
  const paths = new EntryPaths(account);
  const bytesAt = windowed(tar);
  const files: SourceFile[] = [];
  /** What was said of the next entry. */
  let next: { readonly path?: string; readonly size?: number } = {};
  let size = 0;
  for (let at = 0; at + BLOCK <= tar.size;) {
    const block = await bytesAt(at, BLOCK, size);
    if (isEnd(block)) return files;
    const header = tarHeader(block);
    if (header === undefined) throw badArchive(tar, `is damaged at byte ${at.toLocaleString('en')}`);
    const start = at + BLOCK;
    const extra = await extraOf(header, () => bytesAt(start, header.size, 0));
    size = extra === undefined ? (next.size ?? header.size) : header.size;
    at = start + Math.ceil(size / BLOCK) * BLOCK;
    if (start + size > tar.size && !isBeginning) throw badArchive(tar, 'is cut off');
    if (extra !== undefined) {
      next = { ...next, ...extra };
      continue;
    }
    const name = next.path ?? header.name;
    next = {};
    if (header.type === '1' || header.type === '2') account.notUsed('links in the archive', name);
    // `7` is a file in one piece on disc; old archives mark folders by their names alone.
    if (!['0', '7'].includes(header.type) || name.endsWith('/')) continue;
    const path = paths.take(name);
    if (path !== undefined) files.push(part(tar, path, start, size));
    if (files.length > MOST_ENTRIES)
      throw badArchive(tar, `holds more than ${MOST_ENTRIES.toLocaleString('en')} files`);
  }
  return files;
}

/** What an entry says of the next one; `undefined` where it is none that does. */
async function extraOf(
  { type, size }: TarHeader,
  content: () => Promise<Uint8Array>,
): Promise<{ readonly path?: string; readonly size?: number } | undefined> {
  if (!['x', 'g', 'L', 'K'].includes(type)) return undefined;
  if (size > MOST_EXTRA) return {};
  if (type === 'x') return extendedHeader(await content());
  return type === 'L' ? { path: textAt(await content(), 0, size) } : {};
}

/** Reads parts of a file in windows: long ones among small files, and only what is needed beside large ones. */
function windowed(file: SourceFile): (at: number, length: number, lastSize: number) => Promise<Uint8Array> {
  let window: Uint8Array = new Uint8Array(0);
  let start = 0;
  return async (at, length, lastSize) => {
    if (at < start || at + length > start + window.length) {
      window = await file.slice(at, at + Math.max(length, lastSize > SMALL ? 0 : WINDOW));
      start = at;
    }
    return window.subarray(at - start, at - start + length);
  };
}

function part(tar: SourceFile, path: string, start: number, size: number): SourceFile {
  const slice = (from: number, to: number) => tar.slice(start + from, start + Math.min(to, size));
  return { path, size, slice, read: () => slice(0, size) };
}
