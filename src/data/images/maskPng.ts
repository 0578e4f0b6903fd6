import { decode, type PngDataArray } from 'fast-png';
import { Unzlib } from 'fflate';
import { damaged, ImageProblem } from './imageProblem';
import { checkPixelCount } from './pixelCount';
import { isPng, pngParts, type PngParts } from './pngParts';

/**
 * @file Reader of PNG files whose pixels are class indices (palette or grey), exact to the bit. A canvas would apply
 * palettes and colour profiles, and some browsers add noise to what is read back.
 */

/** A picture of indices, row by row. */
export interface IndexImage {
  readonly width: number;
  readonly height: number;
  /** `[height, width]`: the grey value or the palette index as stored; white of 16 bits is 255. */
  readonly values: Uint8Array;
}

export const NO_MASK = 'masks that are not used';
/** Bytes that are inflated at a time while their result is counted; at most 1,032 times as many come out. */
const PIECE = 4096;
const SIGNATURE_BYTES = 8;
/** All that pixels need; profiles and texts are never looked at. */
const NEEDED = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);

/** @throws {ImageProblem} that says what is wrong, where the bytes are no such PNG */
export function readMaskPng(bytes: Uint8Array): IndexImage {
  if (!isPng(bytes)) throw new ImageProblem('Masks must be PNG files.', NO_MASK);
  const parts = pngParts(bytes);
  const { width, height, depth } = parts;
  checkPixelCount(width, height, bytes.length);
  if (parts.interlaced && depth < 8) {
    throw new ImageProblem('It is interlaced with less than 8 bits a pixel, which is not read.', NO_MASK);
  }
  const { data, channels } = decoded(bytes, parts);
  const perRow = Math.ceil((width * channels * depth) / 8) / Math.max(1, depth / 8);
  if (data.length !== height * perRow) throw damaged();
  const values = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const line = data.subarray(row * perRow, (row + 1) * perRow);
    const own = values.subarray(row * width, (row + 1) * width);
    if (depth < 8) unpack(line, depth, own);
    else takeGrey(line, channels, own);
  }
  return { width, height, values };
}

/** Samples of less than a byte; they are grey or palette indices. */
function unpack(line: ArrayLike<number>, depth: number, values: Uint8Array): void {
  const perByte = 8 / depth;
  for (let i = 0; i < values.length; i++) {
    const shift = 8 - depth * ((i % perByte) + 1);
    values[i] = (line[Math.floor(i / perByte)]! >> shift) & (2 ** depth - 1);
  }
}

/** Of colours, only greys are class numbers; transparency is not looked at. */
function takeGrey(line: PngDataArray, channels: number, values: Uint8Array): void {
  const wide = line instanceof Uint16Array;
  for (let i = 0; i < values.length; i++) {
    const value = line[i * channels]!;
    if (channels >= 3 && (line[i * channels + 1] !== value || line[i * channels + 2] !== value)) {
      throw new ImageProblem('It is a colour picture, not one of class numbers.', NO_MASK);
    }
    values[i] = wide ? byteOf(value) : value;
  }
}

function byteOf(value: number): number {
  if (value === 0xffff) return 255;
  if (value > 255) throw new ImageProblem('It has values above 255, which are no class numbers.', NO_MASK);
  return value;
}

/** Decodes what `pngParts` has checked; its decompressed data must have the length that its size asks for. */
function decoded(bytes: Uint8Array, parts: PngParts) {
  try {
    checkInflatedLength(parts);
    return decode(reduced(bytes, parts));
  } catch (error) {
    if (error instanceof ImageProblem) throw error;
    throw damaged();
  }
}

function checkInflatedLength({ chunks, rawBytes }: PngParts): void {
  let length = 0;
  const inflator = new Unzlib((piece) => {
    length += piece.length;
    if (length > rawBytes) throw damaged();
  });
  for (const { type, body } of chunks) {
    if (type !== 'IDAT') continue;
    for (let at = 0; at < body.length; at += PIECE) inflator.push(body.subarray(at, at + PIECE), false);
  }
  inflator.push(new Uint8Array(0), true);
}

/** The file without the chunks that its pixels do not need. */
function reduced(bytes: Uint8Array, { chunks }: PngParts): Uint8Array {
  const parts = [
    bytes.subarray(0, SIGNATURE_BYTES),
    ...chunks.filter(({ type }) => NEEDED.has(type)).map(({ whole }) => whole),
  ];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
