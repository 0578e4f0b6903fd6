import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { readInMemory } from '../reading';
import { readPyTorch } from './readPyTorch';
import { zipEntries } from './zipEntries';

const CONTENTS = { 'a/data.pkl': Uint8Array.of(0x80, 2, 0x7d, 0x2e), 'a/data/0': new Uint8Array(40).fill(7) };
const GOOD = zipSync(CONTENTS, { level: 0 });
/** Where the records of `GOOD` begin. */
const END = GOOD.length - 22;
const FIRST = new DataView(GOOD.buffer, GOOD.byteOffset).getUint32(END + 16, true);
const SECOND = FIRST + 46 + 'a/data.pkl'.length;

/** `GOOD` with 16- or 32-bit values at some places. */
function changed(...changes: (readonly [at: number, bits: 16 | 32, value: number])[]): Uint8Array {
  const bytes = GOOD.slice();
  const view = new DataView(bytes.buffer);
  for (const [at, bits, value] of changes) {
    if (bits === 16) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  }
  return bytes;
}

/** Contents by name, as views of the bytes. */
function entriesOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const places = readInMemory(bytes, zipEntries(bytes.length));
  return new Map([...places].map(([name, { start, end }]) => [name, bytes.subarray(start, end)]));
}

function refusal(bytes: Uint8Array) {
  try {
    entriesOf(bytes);
  } catch (error) {
    return failureInfo(error);
  }
  return undefined;
}

/** A zip file of many directory records that all point to one local header. */
function overlapping(count: number): Uint8Array {
  const record = GOOD.slice(FIRST, SECOND);
  const bytes = new Uint8Array(FIRST + record.length * count + 22);
  bytes.set(GOOD.subarray(0, FIRST));
  for (let i = 0; i < count; i++) bytes.set(record, FIRST + record.length * i);
  const end = bytes.length - 22;
  bytes.set(GOOD.subarray(END), end);
  const view = new DataView(bytes.buffer);
  view.setUint16(end + 10, count, true);
  view.setUint32(end + 12, record.length * count, true);
  return bytes;
}

/** `GOOD` with a 64-bit end record and values in 64-bit extra fields, as files of more than 4 GB have them. */
function wide(count: bigint): Uint8Array {
  const name = new TextEncoder().encode('a/data.pkl');
  const record = new Uint8Array(46 + name.length + 28);
  record.set(GOOD.subarray(FIRST, SECOND));
  const view = new DataView(record.buffer);
  for (const at of [20, 24, 42]) view.setUint32(at, 0xffffffff, true);
  view.setUint16(30, 28, true);
  const extra = 46 + name.length;
  view.setUint16(extra, 1, true);
  view.setUint16(extra + 2, 24, true);
  view.setBigUint64(extra + 4, 4n, true);
  view.setBigUint64(extra + 12, 4n, true);

  const tail = new DataView(new ArrayBuffer(56 + 20 + 22));
  tail.setUint32(0, 0x06064b50, true);
  tail.setBigUint64(24, count, true);
  tail.setBigUint64(32, count, true);
  tail.setBigUint64(40, BigInt(record.length), true);
  tail.setBigUint64(48, BigInt(FIRST), true);
  tail.setUint32(56, 0x07064b50, true);
  tail.setBigUint64(64, BigInt(FIRST + record.length), true);
  tail.setUint32(76, 0x06054b50, true);
  tail.setUint16(86, 0xffff, true);
  tail.setUint32(88, 0xffffffff, true);
  tail.setUint32(92, 0xffffffff, true);
  return Uint8Array.from([...GOOD.subarray(0, FIRST), ...record, ...new Uint8Array(tail.buffer)]);
}

describe('zipEntries', () => {
  it('says where in the file they are, from any offset of a larger buffer, with a comment behind it', () => {
    const shifted = new Uint8Array(GOOD.length + 10);
    shifted.set(GOOD, 3);
    const entries = entriesOf(shifted.subarray(3));
    expect(Object.fromEntries(entries)).toEqual(CONTENTS);
  });

  it('reads 64-bit values', () => {
    expect([...entriesOf(wide(1n))]).toEqual([['a/data.pkl', CONTENTS['a/data.pkl']]]);
    for (const count of [2n, 2n ** 32n, 2n ** 63n]) {
      expect(refusal(wide(count))?.code).toBe('checkpoint_bad_zip');
    }
  });

  it.each<[string, string, Uint8Array]>([
    ['a count that is too large', 'table of contents cannot hold', changed([END + 10, 16, 3])],
    ['a table that reaches beyond the file', 'cannot hold', changed([END + 12, 32, 0x7fffffff])],
    ['a table that begins beyond the file', 'cannot hold', changed([END + 16, 32, 0x7fffffff])],
    ['a table that is none', 'damaged', changed([END + 16, 32, FIRST - 4])],
    ['64-bit values without their record', 'cannot hold', changed([END + 10, 16, 0xffff])],
    ['64-bit sizes without their field', 'damaged', changed([FIRST + 20, 32, 0xffffffff])],
    ['a name that reaches beyond the table', 'damaged', changed([SECOND + 28, 16, 0xff00])],
    ['an entry larger than the file', 'more bytes', changed([FIRST + 20, 32, 5000], [FIRST + 24, 32, 5000])],
    ['an entry that reaches into the next', 'overlaps', changed([FIRST + 20, 32, 9], [FIRST + 24, 32, 9])],
    ['an entry that is elsewhere', 'damaged', changed([FIRST + 42, 32, 1])],
    ['3,000 entries in one place', 'overlaps', overlapping(3000)],
  ])('refuses %s', (_, words, bytes) => {
    const info = refusal(bytes);
    expect(info?.code).toBe('checkpoint_bad_zip');
    expect(info?.message).toContain(words);
  });

  it('refuses names that occur twice, packed and encrypted entries, and a file without an end', () => {
    const twice = GOOD.slice();
    twice.set(new TextEncoder().encode('b/data/0'), SECOND + 46);
    expect(refusal(twice)).toBeUndefined();
    const names = zipSync({ aa: Uint8Array.of(1), ab: Uint8Array.of(2) }, { level: 0 });
    names[names.length - 22 - 1] = 'a'.charCodeAt(0);
    expect(refusal(names)?.message).toBe('The zip file names entry "aa" twice.');
    expect(refusal(changed([FIRST + 10, 16, 8]))?.code).toBe('checkpoint_bad_compressed');
    expect(refusal(changed([FIRST + 8, 16, 1]))?.code).toBe('checkpoint_bad_compressed');
    expect(refusal(GOOD.subarray(0, -1))?.code).toBe('checkpoint_bad_truncated_zip');
    expect(refusal(GOOD.subarray(0, 4))?.code).toBe('checkpoint_bad_truncated_zip');
  });

  it('refuses a file of 128 bytes whose 64-bit count lies', () => {
    const bytes = new Uint8Array(
      readFileSync(new URL('../fixtures/hostile_zip64_count.pth', import.meta.url)),
    );
    expect(() => readPyTorch(bytes)).toThrow('claims 4294967295 entries');
  });
});
