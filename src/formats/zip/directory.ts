import { quoted } from '../../quoted';
import { part, readInMemory, type Reading } from '../reading';
import { LOCAL_BYTES, localHeaderBytes } from './localHeader';
import { findDirectory, listEntries, TAIL_BYTES, type Listed, type RefusedZip } from './records';

/** What is known of an entry without unpacking it. */
type Described = Omit<Listed, 'start' | 'packedBytes'>;

/** An entry of a zip file, not unpacked. */
export interface ZipEntry extends Described {
  /** A view of the file. */
  readonly packed: Uint8Array;
}

/** Where in a zip file an entry's packed bytes lie. */
export interface PlacedEntry extends Described {
  readonly start: number;
  readonly end: number;
}

/** Bytes of a table of contents. */
const MAX_TABLE_BYTES = 2 ** 26;

/**
 * The entries of a zip file in the order of their bytes, none of them unpacked. What a count, a size or an offset claims
 * is checked against the file before it is followed; what an entry unpacks to is only claimed.
 *
 * @param most entries
 * @throws {Failure} of `refused`: `truncated_zip` without a table of contents, `zip` for everything else: counts that do
 * not fit, entries that overlap, that lie outside of the file or that share a name
 */
export function zipDirectory(bytes: Uint8Array, most: number, refused: RefusedZip): ZipEntry[] {
  return readInMemory(bytes, placedEntries(bytes.length, most, refused)).map(({ start, end, ...entry }) => ({
    ...entry,
    packed: bytes.subarray(start, end),
  }));
}

/**
 * The same, of a file of which only the table of contents and the entries' headers are read.
 *
 * @param size of the file in bytes
 */
export function* placedEntries(size: number, most: number, refused: RefusedZip): Reading<PlacedEntry[]> {
  const base = Math.max(0, size - TAIL_BYTES);
  const directory = findDirectory(yield* part(base, size), base, most, refused);
  if (directory.end - directory.start > MAX_TABLE_BYTES) {
    throw refused('zip', 'The zip file has too long a table of contents.');
  }
  const table = yield* part(directory.start, directory.end);
  const names = new Set<string>();
  const entries: PlacedEntry[] = [];
  let free = 0;
  for (const { start, packedBytes, ...entry } of listEntries(table, directory.count, refused).sort(
    (a, b) => a.start - b.start,
  )) {
    const name = quoted(entry.name);
    if (start < free) throw refused('zip', `Entry ${name} of the zip file overlaps another one.`);
    if (start + LOCAL_BYTES > directory.start) throw damaged(name, refused);
    const headerBytes = localHeaderBytes(yield* part(start, start + LOCAL_BYTES));
    if (headerBytes === undefined) throw damaged(name, refused);
    const content = start + headerBytes;
    free = content + packedBytes;
    if (free > directory.start) {
      throw refused('zip', `Entry ${name} of the zip file claims more bytes than the file has.`);
    }
    if (names.has(entry.name)) throw refused('zip', `The zip file names entry ${name} twice.`);
    names.add(entry.name);
    entries.push({ ...entry, start: content, end: free });
  }
  return entries;
}

function damaged(name: string, refused: RefusedZip): ReturnType<RefusedZip> {
  return refused('zip', `Entry ${name} of the zip file is damaged.`);
}
