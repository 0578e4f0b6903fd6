import { Failure } from '../failure';
import { jsonOutline } from '../jsonOutline';
import { plain, quoted } from '../quoted';
import { part, readInMemory, type Reading } from './reading';
import { elementBytes, elementCount, isDType, tensorBytes, tensorFromBytes } from './tensorData';
import type { TensorData } from './tensorData';

/**
 * @file The safetensors format: an unsigned 64-bit little-endian header length, a JSON header that gives dtype, shape
 * and byte range of each tensor, and the raw little-endian data without gaps.
 */

export interface SafetensorsFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: Readonly<Record<string, TensorData>>;
  /** Tensors of element types that are not read, such as `F8_E8M0`: the type by the tensor's name. */
  readonly unread: Readonly<Record<string, string>>;
}

const LENGTH_BYTES = 8;
const METADATA_KEY = '__metadata__';
/** Far more than any model has: a header takes about 100 bytes of each tensor, and parsed several times as much. */
const MAX_HEADER_BYTES = 2 ** 24;
const MAX_TENSORS = 100_000;
/** As many as PyTorch can handle. */
const MAX_AXES = 64;
/** Header, tensor, shape. */
const MAX_DEPTH = 3;
const SPACE = 0x20;
/** What names of element types look like, those of later versions of the format included. */
const TYPE_NAME = /^[A-Z][A-Z0-9_]{0,15}$/;

/** Where a tensor lies. */
export interface SafetensorsEntry {
  readonly name: string;
  /** A `DType`, or another type that the format may have. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Its first byte in the file, and the byte after its last one. */
  readonly begin: number;
  readonly end: number;
}

/** What the header of a safetensors file says. */
export interface SafetensorsOutline {
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order of the header. */
  readonly entries: readonly SafetensorsEntry[];
}

/**
 * Reads a safetensors file; every tensor's data is a copy. 16-bit floats stay bits, see `floatValues`.
 *
 * @throws {Failure} `checkpoint_bad_*` whatever is wrong with the bytes: `header_length`, `header`, `duplicate` (a
 * name that occurs twice), `count` (more tensors than any model has), `metadata`, `dtype`, `shape`, `offsets` (out of
 * range, overlapping, with gaps), `size` (bytes that do not fit the shape).
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { metadata, entries } = readInMemory(bytes, safetensorsOutline(bytes.length));
  return {
    metadata,
    // From entries, since assignment would take a tensor called "__proto__" for the prototype.
    tensors: Object.fromEntries(
      entries.flatMap(({ name, dtype, shape, begin, end }) =>
        isDType(dtype) ? [[name, tensorFromBytes(dtype, shape, bytes.subarray(begin, end))]] : [],
      ),
    ),
    unread: Object.fromEntries(
      entries.filter(({ dtype }) => !isDType(dtype)).map(({ name, dtype }) => [name, dtype]),
    ),
  };
}

/**
 * Reads the header of a safetensors file, and nothing else of it.
 *
 * @param size of the file in bytes
 * @throws {Failure} as `readSafetensors`
 */
export function* safetensorsOutline(size: number): Reading<SafetensorsOutline> {
  const { header, end } = yield* readHeader(size);
  const entries = Object.entries(header)
    .filter(([name]) => name !== METADATA_KEY)
    .map(([name, value]) => parseEntry(name, value));
  checkCoverage(entries, size - end);
  return {
    metadata: parseMetadata(header[METADATA_KEY]),
    entries: entries.map((entry) => ({ ...entry, begin: end + entry.begin, end: end + entry.end })),
  };
}

/**
 * Writes a safetensors file: header padded with spaces to a multiple of 8 bytes, wide elements first, so that every
 * tensor's data is aligned.
 *
 * @throws {Failure} `checkpoint_bad_shape` where a shape does not fit its data, `checkpoint_bad_name` for the name
 * that the format reserves.
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, TensorData>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const ordered = Object.entries(tensors).sort(
    ([, a], [, b]) => elementBytes(b.dtype) - elementBytes(a.dtype),
  );
  for (const [name, tensor] of ordered) {
    if (name === METADATA_KEY) throw bad('name', `A tensor cannot be called "${METADATA_KEY}".`);
    if (elementCount(tensor.shape) !== tensor.data.length) {
      throw bad(
        'shape',
        `${quoted(name, 100)} has shape [${plain(tensor.shape.join(', '), 100)}], but ${tensor.data.length} elements.`,
      );
    }
  }
  const described = ordered.map(([name, { dtype, shape, data }]) => ({
    ...{ name, dtype, shape },
    ...{ begin: 0, end: data.byteLength },
  }));
  const header = safetensorsHeader(described, metadata);
  const bytes = described.reduce((sum, { end }) => sum + end, 0);
  const file = new Uint8Array(header.length + bytes);
  file.set(header);
  let position = header.length;
  for (const [, tensor] of ordered) {
    file.set(tensorBytes(tensor), position);
    position += tensor.data.byteLength;
  }
  return file;
}

/**
 * The beginning of a safetensors file, up to the first byte of the data: tensors lie one after the other, in their order,
 * each as long as its own range of bytes.
 */
export function safetensorsHeader(
  entries: readonly SafetensorsEntry[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const described: [string, unknown][] = Object.keys(metadata).length > 0 ? [[METADATA_KEY, metadata]] : [];
  let offset = 0;
  for (const { name, dtype, shape, begin, end } of entries) {
    const next = offset + end - begin;
    described.push([name, { dtype, shape, data_offsets: [offset, next] }]);
    offset = next;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(described)));
  const padded = Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES;
  const header = new Uint8Array(LENGTH_BYTES + padded).fill(SPACE);
  new DataView(header.buffer).setBigUint64(0, BigInt(padded), true);
  header.set(json, LENGTH_BYTES);
  return header;
}

/** The metadata of a safetensors file, without a look at its tensors. @throws {Failure} as `readSafetensors` */
export function safetensorsMetadata(bytes: Uint8Array): Readonly<Record<string, string>> {
  return parseMetadata(readInMemory(bytes, readHeader(bytes.length)).header[METADATA_KEY]);
}

interface Header {
  readonly header: Readonly<Record<string, unknown>>;
  /** The byte after it, at which the data begins. */
  readonly end: number;
}

function* readHeader(size: number): Reading<Header> {
  if (size < LENGTH_BYTES) {
    throw bad('header_length', `The file has ${size} bytes, too few for a safetensors header.`);
  }
  const field = yield* part(0, LENGTH_BYTES);
  const length = new DataView(field.buffer, field.byteOffset).getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES || Number(length) > size - LENGTH_BYTES) {
    throw bad('header_length', `The header claims ${length} bytes in a file of ${size}.`);
  }
  const end = LENGTH_BYTES + Number(length);
  return { header: parseHeader(yield* part(LENGTH_BYTES, end)), end };
}

function parseHeader(text: Uint8Array): Readonly<Record<string, unknown>> {
  let header: unknown;
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(text);
    checkOutline(json);
    header = JSON.parse(json);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw bad('header', 'The header is not valid JSON.', error);
  }
  if (!isRecord(header)) throw bad('header', 'The header is not a JSON object.');
  return header;
}

/** What parsing would hide, or take too much memory for. */
function checkOutline(json: string): void {
  const { depth, keys } = jsonOutline(json, MAX_TENSORS + 2);
  if (depth > MAX_DEPTH) throw bad('header', `The header is nested ${depth} deep instead of ${MAX_DEPTH}.`);
  if (keys.length > MAX_TENSORS + 1) {
    throw bad('count', `The header names more than ${MAX_TENSORS} tensors, which no model has.`);
  }
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key)) throw bad('duplicate', `The header names ${quoted(key)} twice.`);
    seen.add(key);
  }
}

function parseMetadata(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (!isRecord(value) || !Object.values(value).every((text) => typeof text === 'string')) {
    throw bad('metadata', 'The metadata is not a map of strings.');
  }
  return value as Record<string, string>;
}

/** With its bytes counted from the first of the data. */
function parseEntry(name: string, value: unknown): SafetensorsEntry {
  if (!isRecord(value)) throw bad('header', `The header of ${quoted(name)} is not a JSON object.`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !TYPE_NAME.test(dtype))
    throw bad(
      'dtype',
      `${quoted(name, 80)} has an unknown element type${typeof dtype === 'string' ? `, ${quoted(dtype, 40)}` : ''}.`,
    );
  const count = Array.isArray(shape) && shape.length <= MAX_AXES ? elementCount(shape) : undefined;
  if (count === undefined) throw bad('shape', `${quoted(name)} has no valid shape.`);
  const [begin, end] = Array.isArray(offsets) && offsets.length === 2 ? (offsets as unknown[]) : [];
  if (!isOffset(begin) || !isOffset(end) || end < begin) {
    throw bad('offsets', `${quoted(name)} has no valid byte range.`);
  }
  if (isDType(dtype) && count * elementBytes(dtype) !== end - begin) {
    const needed = count * elementBytes(dtype);
    throw bad('size', `${quoted(name)} needs ${needed} bytes for its shape, but is given ${end - begin}.`);
  }
  return { name, dtype, shape: shape as number[], begin, end };
}

/** The tensors must fill the data exactly: no overlap, no gap, nothing left over. */
function checkCoverage(entries: readonly SafetensorsEntry[], dataBytes: number): void {
  let covered = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (end > dataBytes)
      throw bad('offsets', `${quoted(name)} ends at byte ${end} of ${dataBytes}; the file is cut off.`);
    if (begin !== covered)
      throw bad('offsets', `${quoted(name)} begins at byte ${begin} instead of ${covered}.`);
    covered = end;
  }
  if (covered !== dataBytes) throw bad('offsets', `${dataBytes - covered} bytes belong to no tensor.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function bad(reason: string, message: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: `checkpoint_bad_${reason}`,
      message,
      doing: 'reading a safetensors file',
      remedy: 'Save or download the file again.',
    },
    { cause },
  );
}
