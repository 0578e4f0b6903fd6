import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPCODES as O } from '../../../formats/pytorch/opcodes';
import type { PyDict } from '../../../formats/pytorch/values';
import { writePyTorch } from '../../../formats/pytorch/writePyTorch';
import { readInMemory } from '../../../formats/reading';
import { zipDirectory } from '../../../formats/zip/directory';
import { safetensorsOutline, writeSafetensors } from '../../../formats/safetensors';
import type { TensorData } from '../../../formats/tensorData';

/** @file Test support: weights files of several gigabytes, most of which is a hole that takes no room on the disk. */

/** Elements of the tensor that is never read; in float32 they have more bytes than a 32-bit number can count. */
const HOLE_ELEMENTS = 1_100_000_000;
const HOLE_BYTES = 4 * HOLE_ELEMENTS;
export const HOLE_NAME = 'a_hole';

type Tensors = Readonly<Record<string, TensorData>>;
type Piece = readonly [position: number, bytes: Uint8Array];

/** The ways in which a file with a hole can be written: its bytes, the hole left out. */
export const SPARSE_FORMATS: Readonly<Record<string, (tensors: Tensors) => Piece[]>> = {
  safetensors: sparseSafetensors,
  'zip, with 64-bit sizes': (tensors) => sparseCheckpoint(new Map(Object.entries(tensors))),
  'legacy format': (tensors) => sparseLegacy(new Map(Object.entries(tensors))),
};

/** Makes such a file for as long as something is done with it. */
export async function withSparseFile<T>(
  pieces: readonly Piece[],
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sparse-'));
  try {
    const path = join(folder, 'large.pth');
    const file = openSync(path, 'w');
    for (const [position, bytes] of pieces) writeSync(file, bytes, 0, bytes.length, position);
    closeSync(file);
    return await use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sparseSafetensors(tensors: Tensors): Piece[] {
  const small = writeSafetensors(tensors);
  const { entries } = readInMemory(small, safetensorsOutline(small.length));
  const first = Math.min(...entries.map(({ begin }) => begin));
  const header = {
    [HOLE_NAME]: { dtype: 'F32', shape: [HOLE_ELEMENTS], data_offsets: [0, HOLE_BYTES] },
    ...Object.fromEntries(
      entries.map(({ name, dtype, shape, begin, end }) => [
        name,
        { dtype, shape, data_offsets: [begin, end].map((at) => at - first + HOLE_BYTES) },
      ]),
    ),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  return [
    [0, integers([8, json.length])],
    [8, json],
    [8 + json.length + HOLE_BYTES, small.subarray(first)],
  ];
}

/** The pickle of a dictionary with the hole in it, as storage 0, and the bytes of the other storages by their keys. */
function pickled(checkpoint: PyDict): { pickle: Uint8Array; storages: Uint8Array[] } {
  const hole = { dtype: 'F32', shape: [HOLE_ELEMENTS], data: new Float32Array(0) } as TensorData;
  // Its length is all that is asked of it.
  const data = new Proxy(hole.data, {
    get: (target, key) => (key === 'length' ? HOLE_ELEMENTS : (Reflect.get(target, key, target) as unknown)),
  });
  const value = new Map([[HOLE_NAME, { ...hole, data } as TensorData], ...checkpoint]);
  const entries = zipDirectory(writePyTorch(value), 100_000, (_, message) => new Error(message) as never);
  const packed = new Map(entries.map((entry) => [entry.name, entry.packed]));
  const storages: Uint8Array[] = [];
  for (let key = 1; packed.has(`archive/data/${key}`); key++)
    storages.push(packed.get(`archive/data/${key}`)!);
  return { pickle: packed.get('archive/data.pkl')!, storages };
}

/** A checkpoint in the zip format, with 64-bit sizes; the hole lies in its outermost dictionary. */
export function sparseCheckpoint(checkpoint: PyDict): Piece[] {
  const { pickle, storages } = pickled(checkpoint);
  const entries: (readonly [name: string, bytes: Uint8Array | undefined])[] = [
    ['archive/data.pkl', pickle],
    ['archive/data/0', undefined],
    ...storages.map((bytes, at) => [`archive/data/${at + 1}`, bytes] as const),
  ];
  const pieces: Piece[] = [];
  const table: Uint8Array[] = [];
  let position = 0;
  for (const [text, bytes] of entries) {
    const name = new TextEncoder().encode(text);
    const size = bytes?.length ?? HOLE_BYTES;
    const local = integers([4, 0x04034b50], [22, 0], [2, name.length], [2, 0]);
    pieces.push([position, local], [position + local.length, name]);
    const extra = integers([2, 1], [2, 24], [8, size], [8, size], [8, position]);
    const wide = 0xffffffff;
    table.push(
      integers([4, 0x02014b50], [16, 0], [4, wide], [4, wide], [2, name.length], [2, extra.length]),
      integers([2, 0], [2, 0], [2, 0], [4, 0], [4, wide]),
      name,
      extra,
    );
    position += local.length + name.length;
    if (bytes !== undefined) pieces.push([position, bytes]);
    position += size;
  }
  const tableBytes = table.reduce((sum, { length }) => sum + length, 0);
  const end = position + tableBytes;
  const count = entries.length;
  table.push(
    integers([4, 0x06064b50], [8, 44], [12, 0], [8, count], [8, count], [8, tableBytes], [8, position]),
    integers([4, 0x07064b50], [4, 0], [8, end], [4, 1]),
    integers([4, 0x06054b50], [4, 0], [2, 0xffff], [2, 0xffff], [4, 0xffffffff], [4, 0xffffffff], [2, 0]),
  );
  for (const bytes of table) {
    pieces.push([position, bytes]);
    position += bytes.length;
  }
  return pieces;
}

function sparseLegacy(checkpoint: PyDict): Piece[] {
  const { pickle, storages } = pickled(checkpoint);
  const text = (value: string) => [O.SHORT_BINUNICODE, value.length, ...new TextEncoder().encode(value)];
  const keys = [HOLE_NAME, ...storages].flatMap((_, at) => text(String(at)));
  const magic = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];
  const version = [0xe9, 0x03];
  const head = Uint8Array.from([
    ...[O.PROTO, 2, O.LONG1, magic.length, ...magic, O.STOP],
    ...[O.PROTO, 2, O.BININT2, ...version, O.STOP],
    ...[O.PROTO, 2, O.EMPTY_DICT, ...text('little_endian'), O.NEWTRUE, O.SETITEM, O.STOP],
    ...pickle,
    ...[O.PROTO, 2, O.EMPTY_LIST, O.MARK, ...keys, O.APPENDS, O.STOP],
  ]);
  const pieces: Piece[] = [
    [0, head],
    [head.length, integers([8, HOLE_ELEMENTS])],
  ];
  let position = head.length + 8 + HOLE_BYTES;
  for (const bytes of storages) {
    pieces.push([position, integers([8, bytes.length / 4])], [position + 8, bytes]);
    position += 8 + bytes.length;
  }
  return pieces;
}

/** Little-endian integers, each of so many bytes. */
function integers(...values: (readonly [width: number, value: number])[]): Uint8Array {
  return Uint8Array.from(
    values.flatMap(([width, value]) =>
      Array.from({ length: width }, (_, at) => Math.floor(value / 2 ** (8 * at)) % 256),
    ),
  );
}
