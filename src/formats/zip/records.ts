/** @file The records that say what a zip file holds: what each of them claims is checked before it is followed. */
import type { Failure } from '../../failure';
import { entryName } from './entryName';

/** Sizes of the records of a zip file without their names, extra fields and comments. */
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const DIRECTORY_BYTES = 46;

const END = 0x06054b50;
const LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
const DIRECTORY = 0x02014b50;

/** The longest comment that may follow the end record. */
const MAX_COMMENT = 0xffff;
/** Values that say that the true one is in the 64-bit record. */
const NARROW = 0xffff;
const WIDE = 0xffffffff;
const EXTRA64 = 1;
/** Flags of an entry. */
const ENCRYPTED = 1;
const UTF8 = 1 << 11;

/** The last bytes of a zip file, in which its end records lie. */
export const TAIL_BYTES = END_BYTES + MAX_COMMENT + LOCATOR_BYTES + END64_BYTES;

export interface Directory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** What the table of contents says of an entry. */
export interface Listed {
  readonly name: string;
  /** First byte of its local header. */
  readonly start: number;
  readonly packedBytes: number;
  readonly size: number;
  readonly crc: number;
  /** How it is packed: 0 as it is, 8 deflated; `undefined` where it is encrypted. */
  readonly method: number | undefined;
}

/** What a caller says of a zip file that is refused. */
export type RefusedZip = (reason: 'zip' | 'truncated_zip', message: string) => Failure;

/**
 * Where the table of contents is and how many entries it has: from the record at the end of the file.
 *
 * @param tail the last `TAIL_BYTES` of the file, or all of a shorter one
 * @param base where in the file these begin
 * @throws {Failure} of `refused`
 */
export function findDirectory(tail: Uint8Array, base: number, most: number, refused: RefusedZip): Directory {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const end = findEnd(view, base, refused);
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
    const wide = uint64(view, locator + 8) - base;
    if (wide < 0 || wide + END64_BYTES > locator || view.getUint32(wide, true) !== END64) {
      throw refused('zip', 'The zip file is damaged: its 64-bit end record is missing.');
    }
    return checked(uint64(view, wide + 32), uint64(view, wide + 40), uint64(view, wide + 48), base + wide);
  }
  return checked(count, size, start, base + end);
}

function findEnd(view: DataView, base: number, refused: RefusedZip): number {
  const earliest = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= earliest; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw refused(
    'truncated_zip',
    `The zip file is cut off after ${base + view.byteLength} bytes: its table of contents is missing.`,
  );
}

/**
 * What the table of contents lists, in its order.
 *
 * @param bytes of the table
 * @throws {Failure} of `refused`
 */
export function listEntries(bytes: Uint8Array, count: number, refused: RefusedZip): Listed[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = () =>
    refused('zip', 'The zip file is damaged: its table of contents is not what its end says.');
  const entries: Listed[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + DIRECTORY_BYTES > bytes.length || view.getUint32(at, true) !== DIRECTORY) throw damaged();
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    );
    const extra = at + DIRECTORY_BYTES + nameBytes!;
    const next = extra + extraBytes! + commentBytes!;
    if (next > bytes.length) throw damaged();
    const wide = wideValues(
      view,
      [view.getUint32(at + 20, true), view.getUint32(at + 24, true), view.getUint32(at + 42, true)],
      extra,
      extra + extraBytes!,
    );
    if (wide === undefined) throw damaged();
    const [packedBytes, size, start] = wide;
    const isEncrypted = (view.getUint16(at + 8, true) & ENCRYPTED) !== 0;
    entries.push({
      name: entryName(
        bytes.subarray(at + DIRECTORY_BYTES, extra),
        (view.getUint16(at + 8, true) & UTF8) !== 0,
      ),
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
