import { boundedInflate } from '../../config/boundedInflate';
import { quoted } from '../../quoted';
import { crc32 } from '../zip/crc32';
import { zipDirectory, type ZipEntry } from '../zip/directory';
import { MOST_BYTES, MOST_ENTRIES, mostBytes } from './files';
import { refused } from './refused';

/** A path of plain names below the folder that a file is unpacked in. */
const SAFE_NAME = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;
/** Names that archivers of some systems add, which begin with dots. */
const BYSTANDER = /^(__MACOSX\/|(.*\/)?\.DS_Store$)/;
const MOST_NAME = 100;
const STORED = 0;
const DEFLATED = 8;
/** Deflate makes at most this many bytes of one. */
const MOST_RATIO = 1032;

/** The files of a bundle, each unpacked when it is asked for. */
export interface Entries {
  has(name: string): boolean;
  /** Bytes that it unpacks to, as its entry says. */
  size(name: string): number;
  /**
   * The file; one that is stored as it is comes as a view.
   * @throws {Failure} `bundle_bad_missing`, `_damaged`, `_size`
   */
  bytes(name: string): Uint8Array;
}

/**
 * The entries of a bundle, names and sizes checked before anything is unpacked. Files of other names are left alone.
 *
 * @param most bytes of the file, and of what it unpacks to
 * @throws {Failure} `bundle_bad_size`, `_zip`, `_truncated_zip`, `_name`, `_packed`
 */
export function openEntries(file: Uint8Array, most = MOST_BYTES): Entries {
  if (file.length > most)
    throw refused('size', `The file has ${file.length} bytes; at most ${most} are read.`);
  const entries = zipDirectory(file, MOST_ENTRIES, refused).filter(({ name }) => !BYSTANDER.test(name));
  checkNames(entries);
  let total = 0;
  for (const entry of entries) {
    checkSize(entry);
    total += entry.size;
  }
  if (total > most) throw refused('size', `The files unpack to ${total} bytes; at most ${most} are read.`);
  const known = new Map(entries.map((entry) => [entry.name, entry]));
  const entryOf = (name: string): ZipEntry => {
    const entry = known.get(name);
    if (entry === undefined) throw refused('missing', `The file of the run lacks ${quoted(name)}.`);
    return entry;
  };
  return {
    has: (name) => known.has(name),
    size: (name) => entryOf(name).size,
    bytes: (name) => unpacked(entryOf(name)),
  };
}

function checkNames(entries: readonly ZipEntry[]): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    const path = name.endsWith('/') ? name.slice(0, -1) : name;
    if (name.length > MOST_NAME || !SAFE_NAME.test(path))
      throw refused(
        'name',
        `The file of the run names an entry ${quoted(name, 60)}; names are letters, digits, dots and dashes, at most ${MOST_NAME}.`,
      );
    const folded = name.toLowerCase();
    if (seen.has(folded)) throw refused('name', `The file of the run names ${quoted(name)} twice.`);
    seen.add(folded);
  }
}

function checkSize({ name, method, packed, size }: ZipEntry): void {
  const most = mostBytes(name);
  if (most === undefined) return;
  if (method !== STORED && method !== DEFLATED)
    throw refused('packed', `${quoted(name)} is encrypted, or packed in a way that is not read.`);
  if (size > most) throw refused('size', `${quoted(name)} claims ${size} bytes; at most ${most} are read.`);
  const possible = method === STORED ? packed.length : packed.length * MOST_RATIO;
  if (size > possible || (method === STORED && size !== packed.length))
    throw refused('size', `${quoted(name)} claims ${size} bytes, which its ${packed.length} cannot hold.`);
}

function unpacked({ name, method, packed, size, crc }: ZipEntry): Uint8Array {
  const bytes = method === STORED ? packed : inflated(name, packed, size);
  if (bytes.length !== size)
    throw refused('size', `${quoted(name)} does not unpack to the ${size} bytes that it claims.`);
  if (crc32(bytes) !== crc) throw refused('damaged', `${quoted(name)} is damaged: its checksum is another.`);
  return bytes;
}

function inflated(name: string, packed: Uint8Array, size: number): Uint8Array {
  let bytes: Uint8Array | undefined;
  try {
    bytes = boundedInflate(packed, size);
  } catch (error) {
    throw refused('damaged', `${quoted(name)} is damaged and cannot be unpacked.`, error);
  }
  if (bytes === undefined)
    throw refused('size', `${quoted(name)} unpacks to more than the ${size} bytes that it claims.`);
  return bytes;
}
