import type { Failure } from '../../failure';
import { quoted } from '../../quoted';

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
/** Values that say that the true one is in the 64-bit record. */
const NARROW = 0xffff;
const WIDE = 0xffffffff;
const EXTRA64 = 1;

interface Directory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** What the table of contents says of an entry. */
interface Listed {
  readonly name: string;
  /** First byte of its local header. */
  readonly start: number;
  readonly packedBytes: number;
  readonly size: number;
  readonly crc: number;
  /** How it is packed: 0 as it is, 8 deflated; `undefined` where it is encrypted. */
  readonly method: number | undefined;
}

/** An entry of a zip file, not unpacked. */
export interface ZipEntry extends Omit<Listed, 'start' | 'packedBytes'> {
  /** A view of the file. */
  readonly packed: Uint8Array;
}

/** What a caller says of a zip file that is refused. */
export type RefusedZip = (reason: 'zip' | 'truncated_zip', message: string) => Failure;

/**
 * The entries of a zip file in the order of their bytes, none of them unpacked. What a count, a size or an offset claims
 * is checked against the file before it is followed; what an entry unpacks to is only claimed.
 *
 * @param most entries
 * @throws {Failure} of `refused`: `truncated_zip` without a table of contents, `zip` for everything else: counts that do
 * not fit, entries that overlap, that lie outside of the file or that share a name
 */
export function zipDirectory(bytes: Uint8Array, most: number, refused: RefusedZip): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = findDirectory(view, most, refused);
  const names = new Set<string>();
  let end = 0;
  return listEntries(bytes, view, directory, refused)
    .sort((a, b) => a.start - b.start)
    .map(({ start, packedBytes, ...entry }) => {
      const name = quoted(entry.name);
      if (start < end) throw refused('zip', `Entry ${name} of the zip file overlaps another one.`);
      if (start + LOCAL_BYTES > directory.start || view.getUint32(start, true) !== LOCAL) {
        throw refused('zip', `Entry ${name} of the zip file is damaged.`);
      }
      const content =
        start + LOCAL_BYTES + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
      end = content + packedBytes;
      if (end > directory.start) {
        throw refused('zip', `Entry ${name} of the zip file claims more bytes than the file has.`);
      }
      if (names.has(entry.name)) throw refused('zip', `The zip file names entry ${name} twice.`);
      names.add(entry.name);
      return { ...entry, packed: bytes.subarray(content, end) };
    });
}

/** Where the table of contents is and how many entries it has: from the record at the end of the file. */
function findDirectory(view: DataView, most: number, refused: RefusedZip): Directory {
  const end = findEnd(view, refused);
  const checked = (count: number, size: number, start: number, limit: number): Directory => {
    if (start + size > limit || count * DIRECTORY_BYTES > size) {
      throw refused('zip', `The zip file claims ${count} entries, which its table of contents cannot hold.`);
    }
    if (count > most) throw refused('zip', `The zip file has ${count} entries; at most ${most} are read.`);
    return { start, end: start + size, count };
  };
  const locator = end - LOCATOR_BYTES;
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  const isWide = count === NARROW || size === WIDE || start === WIDE;
  if (isWide && locator >= 0 && view.getUint32(locator, true) === LOCATOR) {
    const wide = uint64(view, locator + 8);
    if (wide + END64_BYTES > locator || view.getUint32(wide, true) !== END64) {
      throw refused('zip', 'The zip file is damaged: its 64-bit end record is missing.');
    }
    return checked(uint64(view, wide + 32), uint64(view, wide + 40), uint64(view, wide + 48), wide);
  }
  return checked(count, size, start, end);
}

function findEnd(view: DataView, refused: RefusedZip): number {
  const earliest = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= earliest; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw refused(
    'truncated_zip',
    `The zip file is cut off after ${view.byteLength} bytes: its table of contents is missing.`,
  );
}

function listEntries(bytes: Uint8Array, view: DataView, directory: Directory, refused: RefusedZip): Listed[] {
  const damaged = () =>
    refused('zip', 'The zip file is damaged: its table of contents is not what its end says.');
  const entries: Listed[] = [];
  let at = directory.start;
  for (let index = 0; index < directory.count; index++) {
    if (at + DIRECTORY_BYTES > directory.end || view.getUint32(at, true) !== DIRECTORY) throw damaged();
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    );
    const extra = at + DIRECTORY_BYTES + nameBytes!;
    const next = extra + extraBytes! + commentBytes!;
    if (next > directory.end) throw damaged();
    const wide = wideValues(
      view,
      [view.getUint32(at + 20, true), view.getUint32(at + 24, true), view.getUint32(at + 42, true)],
      extra,
      extra + extraBytes!,
    );
    if (wide === undefined) throw damaged();
    const [packedBytes, size, start] = wide;
    const isEncrypted = (view.getUint16(at + 8, true) & 1) !== 0;
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + DIRECTORY_BYTES, extra)),
      start: start!,
      packedBytes: packedBytes!,
      size: size!,
      crc: view.getUint32(at + 16, true),
      method: isEncrypted ? undefined : view.getUint16(at + 10, true),
    });
    at = next;
  }
  return entries;
}

/**
 * The values of which the narrow field says that the 64-bit extra field has them, in their order; `undefined` where it
 * lacks them.
 */
function wideValues(
  view: DataView,
  narrow: readonly number[],
  start: number,
  end: number,
): number[] | undefined {
  if (!narrow.includes(WIDE)) return [...narrow];
  let at = start;
  while (at + 4 <= end && view.getUint16(at, true) !== EXTRA64) at += 4 + view.getUint16(at + 2, true);
  at += 4;
  const values: number[] = [];
  for (const value of narrow) {
    if (value === WIDE && at + 8 > end) return undefined;
    values.push(value === WIDE ? uint64(view, at) : value);
    if (value === WIDE) at += 8;
  }
  return values;
}

/** One beyond exact integers is beyond any file too. */
function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}
