import { unzlibSync } from 'fflate';

/**
 * @file Reader of PNG files whose pixels are class indices (grey or palette, up to 8 bits), exact to the bit. A canvas
 * would apply palettes and colour profiles, and some browsers add noise to what is read back.
 */

/** A picture of indices, row by row. */
export interface IndexImage {
  readonly width: number;
  readonly height: number;
  /** `[height, width]`: the grey value or the palette index as stored. */
  readonly values: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const GREY = 0;
const PALETTE = 3;
/** Larger pictures are refused before memory is set aside for them. */
const MAX_PIXELS = 2 ** 26;

/** @throws {Error} that says what is wrong, where the bytes are no such PNG */
export function readIndexPng(bytes: Uint8Array): IndexImage {
  if (SIGNATURE.some((byte, index) => bytes[index] !== byte)) throw new Error('It is not a PNG file.');
  const { header, data } = readChunks(bytes);
  const [width, height] = [header.getUint32(0), header.getUint32(4)];
  const [depth, colorType, interlaced] = [header.getUint8(8), header.getUint8(9), header.getUint8(12)];
  if (colorType !== GREY && colorType !== PALETTE)
    throw new Error('It is a colour PNG, not one of class indices.');
  if (![1, 2, 4, 8].includes(depth) || interlaced !== 0) {
    throw new Error('Masks must be PNG files of 8 bits or less, without interlacing.');
  }
  if (width === 0 || height === 0 || width * height > MAX_PIXELS)
    throw new Error('Its size is out of range.');

  const rowBytes = Math.ceil((width * depth) / 8);
  const lines = unzlibSync(data, { out: new Uint8Array(height * (rowBytes + 1)) });
  if (lines.length !== height * (rowBytes + 1)) throw new Error('Its data is cut off.');
  const values = new Uint8Array(width * height);
  let above: Uint8Array = new Uint8Array(rowBytes);
  for (let row = 0; row < height; row++) {
    const start = row * (rowBytes + 1);
    const line = lines.subarray(start + 1, start + 1 + rowBytes);
    unfilter(lines[start]!, line, above);
    unpack(line, depth, values.subarray(row * width, (row + 1) * width));
    above = line;
  }
  return { width, height, values };
}

function readChunks(bytes: Uint8Array): { header: DataView; data: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let header: DataView | undefined;
  for (let at = SIGNATURE.length; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length < length || type === 'IEND') break;
    if (type === 'IHDR' && length === 13) header = new DataView(bytes.buffer, body.byteOffset, length);
    if (type === 'IDAT') parts.push(body);
    at += 12 + length;
  }
  if (header === undefined) throw new Error('It has no header.');
  const data = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    data.set(part, offset);
    offset += part.length;
  }
  return { header, data };
}

/** Undoes a line's filter in place. A pixel has at most one byte here, so "left" is the byte before. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array): void {
  const predict = PREDICTORS[filter];
  if (predict === undefined) throw new Error('It uses an unknown filter.');
  let [left, upLeft] = [0, 0];
  for (let i = 0; i < line.length; i++) {
    const up = above[i]!;
    left = line[i] = (line[i]! + predict(left, up, upLeft)) & 0xff;
    upLeft = up;
  }
}

/** What each of PNG's filters subtracts from a byte, given its neighbours. */
const PREDICTORS: readonly ((left: number, up: number, upLeft: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - upLeft)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
}

function unpack(line: Uint8Array, depth: number, values: Uint8Array): void {
  const perByte = 8 / depth;
  for (let i = 0; i < values.length; i++) {
    const shift = 8 - depth * ((i % perByte) + 1);
    values[i] = (line[Math.floor(i / perByte)]! >> shift) & (2 ** depth - 1);
  }
}
