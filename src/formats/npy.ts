/**
 * @file The header of NumPy's `.npy`: what an array's values are and how they lie. Packages for it read a whole file at
 * once and believe what it says; here the values are read in parts.
 */

/** The most bytes that a header may have; NumPy's own have some 128. */
export const MOST_NPY_HEADER = 2 ** 16;

const MAGIC = '\x93NUMPY';
const MOST_AXES = 32;

export interface NpyHeader {
  /** NumPy's name of the type, `<f4`. */
  readonly descr: string;
  /** The first axis changes fastest, in place of the last. */
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** Bytes before the values. */
  readonly bytes: number;
}

/**
 * @param head the beginning of the file, with all of the header
 * @returns `undefined` where it is no header, or of values that are records or objects
 */
export function npyHeader(head: Uint8Array): NpyHeader | undefined {
  if (!Array.from(MAGIC).every((character, at) => head[at] === character.charCodeAt(0))) return undefined;
  if (head.length < 12) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const start = head[6] === 1 ? 10 : 12;
  const length = head[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const bytes = start + length;
  if (bytes > Math.min(head.length, MOST_NPY_HEADER)) return undefined;
  const text = new TextDecoder('latin1').decode(head.subarray(start, bytes));
  const descr = /'descr'\s*:\s*'([^']{1,16})'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const axes = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || axes === undefined) return undefined;
  const shape = (axes.match(/\d+/g) ?? []).map(Number);
  if (shape.length > MOST_AXES || !shape.every(Number.isSafeInteger)) return undefined;
  return { descr, isFortran: order === 'True', shape, bytes };
}

/** Headers end at a multiple of this many bytes, as NumPy's do. */
const ALIGNMENT = 64;
const VERSION_1_BYTES = 10;

/**
 * What stands before the values of an array in C's order.
 * @param descr NumPy's name of the type, `<f4`.
 */
export function writeNpyHeader(descr: string, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const axes = shape.length === 1 ? `${shape[0]!},` : shape.join(', ');
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${axes}), }`;
  const length = Math.ceil((VERSION_1_BYTES + text.length + 1) / ALIGNMENT) * ALIGNMENT - VERSION_1_BYTES;
  const bytes = new Uint8Array(VERSION_1_BYTES + length);
  const padded = `${text.padEnd(length - 1)}\n`;
  bytes.set(Array.from(MAGIC, (character) => character.charCodeAt(0)));
  bytes[6] = 1;
  new DataView(bytes.buffer).setUint16(8, length, true);
  bytes.set(new TextEncoder().encode(padded), VERSION_1_BYTES);
  return bytes;
}
