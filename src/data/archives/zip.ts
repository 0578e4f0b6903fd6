import { crc32 } from '../../formats/zip/crc32';
import { LOCAL_BYTES, localHeaderBytes } from '../../formats/zip/localHeader';
import { findDirectory, listEntries, TAIL_BYTES, type Listed } from '../../formats/zip/records';
import { plain, quoted } from '../../quoted';
import type { Account } from '../account';
import type { SourceFile } from '../sourceFile';
import { badArchive, MOST_ENTRIES, tooLargeArchive, type Archive } from './archive';
import { EntryPaths } from './entryPath';
import { InflatingCursor, type ReadPacked } from './inflatingCursor';

/** Bytes of the table of contents. */
const MOST_DIRECTORY = 2 ** 28;
/** Bytes of one file that is read as a whole; parts may be read of a larger one. */
const MOST_READ = 2 ** 29;
/** Deflate makes at most this many bytes of one. */
const MOST_RATIO = 1032;
const [STORED, DEFLATED] = [0, 8];

const SIGNATURES = [
  [0x50, 0x4b, 3, 4],
  [0x50, 0x4b, 5, 6],
];

/** A zip file. Its table of contents is read, and then of each entry what is asked for. */
export async function openZip(file: SourceFile): Promise<Archive | undefined> {
  const start = await file.slice(0, 4);
  if (!SIGNATURES.some((signature) => signature.every((byte, at) => start[at] === byte))) return undefined;
  const open = (account: Account) => zipFiles(file, account);
  return { file, isPackedWhole: false, list: open, open };
}

/**
 * The files in a zip file, in the order of its table. Entries that cannot be read go into the account.
 *
 * @throws {Failure} `data_unreadable` where the table is damaged or its entries overlap
 */
export async function zipFiles(file: SourceFile, account: Account): Promise<SourceFile[]> {
  const entries = await listed(file);
  const paths = new EntryPaths(account);
  const cursor: LastCursor = {};
  return entries.flatMap((entry) => {
    if (/[/\\]$/.test(entry.name)) return [];
    const path = paths.take(entry.name);
    if (path === undefined) return [];
    const problem = problemOf(entry);
    if (problem === undefined) return [entryFile(file, entry, path, cursor)];
    account.skipped('unreadable in the archive', path, problem);
    return [];
  });
}

async function listed(file: SourceFile): Promise<Listed[]> {
  const refused = (_: string, message: string) =>
    badArchive(file, `cannot be read: ${message[0]!.toLowerCase()}${message.slice(1, -1)}`);
  const base = Math.max(0, file.size - TAIL_BYTES);
  const directory = findDirectory(await file.slice(base, file.size), base, MOST_ENTRIES, refused);
  const bytes = directory.end - directory.start;
  if (bytes > MOST_DIRECTORY) throw badArchive(file, 'has too long a table of contents');
  const entries = listEntries(await file.slice(directory.start, directory.end), directory.count, refused);
  let end = 0;
  for (const { name, start, packedBytes } of [...entries].sort((a, b) => a.start - b.start)) {
    if (start < end || start + LOCAL_BYTES + packedBytes > directory.start)
      throw badArchive(file, `is damaged: its entry ${quoted(name)} reaches into another one`);
    end = start + LOCAL_BYTES + packedBytes;
  }
  return entries;
}

/** Why an entry cannot be read, as far as the table says it. */
function problemOf({ method, packedBytes, size }: Listed): string | undefined {
  if (method === undefined) return 'It is encrypted.';
  if (method !== STORED && method !== DEFLATED)
    return `It is packed by method ${method}, which is not read; unpack the archive.`;
  const possible = method === STORED ? packedBytes : packedBytes * MOST_RATIO;
  if (size > possible || (method === STORED && size !== packedBytes))
    return `It claims ${size.toLocaleString('en')} bytes, which its ${packedBytes.toLocaleString('en')} cannot hold.`;
  return undefined;
}

/** The one cursor that an archive keeps: that of the entry of which parts were read last. */
interface LastCursor {
  of?: Listed;
  cursor?: InflatingCursor;
}

function entryFile(file: SourceFile, entry: Listed, path: string, last: LastCursor): SourceFile {
  const { start, packedBytes, size, method, crc } = entry;
  const damaged = (cause?: unknown) => badArchive(file, `is damaged where it holds ${quoted(path)}`, cause);
  let content: Promise<number> | undefined;
  const contentStart = async (): Promise<number> => {
    const bytes = localHeaderBytes(await file.slice(start, start + LOCAL_BYTES));
    if (bytes === undefined) throw damaged();
    return start + bytes;
  };
  const readPacked: ReadPacked = async (from, to) => {
    content ??= contentStart();
    const at = await content;
    return file.slice(at + from, at + to);
  };
  const inflating = () => new InflatingCursor(readPacked, packedBytes, size);
  const slice = async (cursor: InflatingCursor, from: number, to: number) => {
    try {
      return await cursor.slice(from, to);
    } catch (error) {
      throw damaged(error);
    }
  };
  return {
    path,
    size,
    slice: (from, to) => {
      if (method === STORED) return readPacked(from, Math.min(to, size));
      if (last.of !== entry) Object.assign(last, { of: entry, cursor: inflating() });
      return slice(last.cursor!, from, to);
    },
    read: async () => {
      if (size > MOST_READ) throw tooLargeArchive(`${plain(path)} in ${plain(file.path)}`, MOST_READ);
      const bytes = method === STORED ? await readPacked(0, size) : await slice(inflating(), 0, size);
      if (bytes.length !== size || crc32(bytes) !== crc) throw damaged();
      return bytes;
    },
  };
}
