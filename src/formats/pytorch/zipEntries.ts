import { quoted } from '../../quoted';
import { bad } from './bad';

/** Sizes of the records of a zip file without their names, extra fields and comments. */
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const DIRECTORY_BYTES = 46;
const LOCAL_BYTES = 30;

const END = 0x06054b50;
const LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;

/** The longest comment that may follow the end record. */
const MAX_COMMENT = 0xffff;
/** Far more storages than any model has. */
const MAX_ENTRIES = 100_000;
/** Values that say that the true one is in the 64-bit record. */
const NARROW = 0xffff;
const WIDE = 0xffffffff;
const EXTRA64 = 1;

interface Directory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

interface Entry {
  readonly name: string;
  /** First byte of its local header. */
  readonly start: number;
  readonly size: number;
}

/**
 * The entries of an uncompressed zip file by name, as views of its bytes. What a count, a size or an offset claims is
 * checked against the file before it is followed.
 *
 * @throws {Failure} `checkpoint_bad_truncated_zip` without a table of contents, `_compressed` for packed or encrypted
 * entries (torch.save writes none, and unpacking could be made to fill the memory), `_zip` for everything else:
 * counts that do not fit, entries that overlap, that lie outside of the file or that share a name
 */
export function zipEntries(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = findDirectory(view);
  const listed = listEntries(bytes, view, directory);
  const entries = new Map<string, Uint8Array>();
  let end = 0;
  for (const { name, start, size } of listed.sort((a, b) => a.start - b.start)) {
    if (start < end) throw bad('zip', `Entry ${quoted(name)} of the zip file overlaps another one.`);
    if (start + LOCAL_BYTES > directory.start || view.getUint32(start, true) !== LOCAL) {
      throw bad('zip', `Entry ${quoted(name)} of the zip file is damaged.`);
    }
    const content = start + LOCAL_BYTES + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    end = content + size;
    if (end > directory.start) {
      throw bad('zip', `Entry ${quoted(name)} of the zip file claims more bytes than the file has.`);
    }
    if (entries.has(name)) throw bad('zip', `The zip file names entry ${quoted(name)} twice.`);
    entries.set(name, bytes.subarray(content, end));
  }
  return entries;
}

/** Where the table of contents is and how many entries it has: from the record at the end of the file. */
function findDirectory(view: DataView): Directory {
  const end = findEnd(view);
  const locator = end - LOCATOR_BYTES;
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  const isWide = count === NARROW || size === WIDE || start === WIDE;
  if (isWide && locator >= 0 && view.getUint32(locator, true) === LOCATOR) {
    const wide = uint64(view, locator + 8);
    if (wide + END64_BYTES > locator || view.getUint32(wide, true) !== END64) {
      throw bad('zip', 'The zip file is damaged: its 64-bit end record is missing.');
    }
    return checked(uint64(view, wide + 32), uint64(view, wide + 40), uint64(view, wide + 48), wide);
  }
  return checked(count, size, start, end);
}

function checked(count: number, size: number, start: number, limit: number): Directory {
  if (start + size > limit || count * DIRECTORY_BYTES > size) {
    throw bad('zip', `The zip file claims ${count} entries, which its table of contents cannot hold.`);
  }
  if (count > MAX_ENTRIES)
    throw bad('zip', `The zip file has ${count} entries, far more than a model needs.`);
  return { start, end: start + size, count };
}

function findEnd(view: DataView): number {
  const earliest = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= earliest; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw bad(
    'truncated_zip',
    `The zip file is cut off after ${view.byteLength} bytes: its table of contents is missing.`,
  );
}

function listEntries(bytes: Uint8Array, view: DataView, directory: Directory): Entry[] {
  const entries: Entry[] = [];
  let at = directory.start;
  for (let index = 0; index < directory.count; index++) {
    if (at + DIRECTORY_BYTES > directory.end || view.getUint32(at, true) !== DIRECTORY) throw damaged();
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    );
    const extra = at + DIRECTORY_BYTES + nameBytes!;
    const next = extra + extraBytes! + commentBytes!;
    if (next > directory.end) throw damaged();
    const name = new TextDecoder().decode(bytes.subarray(at + DIRECTORY_BYTES, extra));
    const [packed, size, start] = wideValues(
      view,
      [view.getUint32(at + 20, true), view.getUint32(at + 24, true), view.getUint32(at + 42, true)],
      extra,
      extra + extraBytes!,
    );
    const isEncrypted = (view.getUint16(at + 8, true) & 1) !== 0;
    if (isEncrypted || view.getUint16(at + 10, true) !== 0 || packed !== size) {
      throw bad('compressed', `Entry ${quoted(name)} of the zip file is compressed or encrypted.`);
    }
    entries.push({ name, start: start!, size: size! });
    at = next;
  }
  return entries;
}

/** The values of which the narrow field says that the 64-bit extra field has them, in their order. */
function wideValues(view: DataView, narrow: readonly number[], start: number, end: number): number[] {
  if (!narrow.includes(WIDE)) return [...narrow];
  let at = start;
  while (at + 4 <= end && view.getUint16(at, true) !== EXTRA64) at += 4 + view.getUint16(at + 2, true);
  at += 4;
  return narrow.map((value) => {
    if (value !== WIDE) return value;
    if (at + 8 > end) throw damaged();
    at += 8;
    return uint64(view, at - 8);
  });
}

/** One beyond exact integers is beyond any file too. */
function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function damaged() {
  return bad('zip', 'The zip file is damaged: its table of contents is not what its end says.');
}
