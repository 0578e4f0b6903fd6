import { damaged } from './imageProblem';
import { claimsTooMuch } from './pixelCount';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS = [1, 2, 4, 8, 16];
/** Deflate makes at most this many bytes of one. */
const MAX_INFLATION = 1032;

/** What a PNG says of itself, checked against the bytes that are there. */
export interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly interlaced: boolean;
  /** Bytes of all rows before compression; of an interlaced one at most. */
  readonly rawBytes: number;
  /** Chunks as they lie in the file, from their length to their checksum. */
  readonly chunks: readonly {
    readonly type: string;
    readonly whole: Uint8Array;
    readonly body: Uint8Array;
  }[];
}

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/**
 * Reads the header and the places of the chunks of a PNG. Nothing of the claimed size is allocated.
 *
 * @throws {ImageProblem} where the header is off, or claims more than the data can hold
 */
export function pngParts(bytes: Uint8Array): PngParts {
  if (!isPng(bytes)) throw damaged();
  const chunks = readChunks(bytes);
  const header = chunks.find(({ type, body }) => type === 'IHDR' && body.length === 13)?.body;
  if (header === undefined) throw damaged();
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colorType] = [header[8]!, header[9]!];
  const interlaced = header[12] !== 0;
  const channels = CHANNELS[colorType];
  if (width === 0 || height === 0 || channels === undefined || !DEPTHS.includes(depth)) throw damaged();
  const rows = height * (Math.ceil((width * channels * depth) / 8) + 1);
  const stored = chunks.reduce((sum, { type, body }) => sum + (type === 'IDAT' ? body.length : 0), 0);
  if (stored === 0) throw damaged();
  if (rows > stored * MAX_INFLATION) throw claimsTooMuch(width, height);
  return { width, height, depth, interlaced, rawBytes: interlaced ? 2 * rows + 64 : rows, chunks };
}

function readChunks(bytes: Uint8Array): PngParts['chunks'] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = [];
  for (let at = SIGNATURE.length; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const whole = bytes.subarray(at, at + 12 + length);
    if (whole.length < 12 + length) break;
    chunks.push({ type, whole, body: whole.subarray(8, 8 + length) });
    if (type === 'IEND') break;
    at += 12 + length;
  }
  return chunks;
}
