import { quoted } from '../../quoted';
import { localHeaderBytes } from './localHeader';
import { findDirectory, listEntries, type Listed, type RefusedZip } from './records';

/** An entry of a zip file, not unpacked. */
export interface ZipEntry extends Omit<Listed, 'start' | 'packedBytes'> {
  /** A view of the file. */
  readonly packed: Uint8Array;
}

/**
 * The entries of a zip file in the order of their bytes, none of them unpacked. What a count, a size or an offset claims
 * is checked against the file before it is followed; what an entry unpacks to is only claimed.
 *
 * @param most entries
 * @throws {Failure} of `refused`: `truncated_zip` without a table of contents, `zip` for everything else: counts that do
 * not fit, entries that overlap, that lie outside of the file or that share a name
 */
export function zipDirectory(bytes: Uint8Array, most: number, refused: RefusedZip): ZipEntry[] {
  const directory = findDirectory(bytes, 0, most, refused);
  const names = new Set<string>();
  let end = 0;
  return listEntries(bytes.subarray(directory.start, directory.end), directory.count, refused)
    .sort((a, b) => a.start - b.start)
    .map(({ start, packedBytes, ...entry }) => {
      const name = quoted(entry.name);
      if (start < end) throw refused('zip', `Entry ${name} of the zip file overlaps another one.`);
      const headerBytes = localHeaderBytes(bytes.subarray(start, directory.start));
      if (headerBytes === undefined) throw refused('zip', `Entry ${name} of the zip file is damaged.`);
      const content = start + headerBytes;
      end = content + packedBytes;
      if (end > directory.start) {
        throw refused('zip', `Entry ${name} of the zip file claims more bytes than the file has.`);
      }
      if (names.has(entry.name)) throw refused('zip', `The zip file names entry ${name} twice.`);
      names.add(entry.name);
      return { ...entry, packed: bytes.subarray(content, end) };
    });
}
