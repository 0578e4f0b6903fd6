/** @file A header of a tar file: the old format, POSIX's and GNU's. */

export const BLOCK = 512;

export interface TarHeader {
  readonly name: string;
  /** Bytes of its content, which is filled up to whole blocks. */
  readonly size: number;
  /** One character: `0` is a file, `5` a folder, `x` more about the next entry. */
  readonly type: string;
}

const CHECKSUM = [148, 156] as const;
const SPACE = 0x20;
/** The highest bit of a number that is written in bytes, as GNU does with large ones. */
const BINARY = 0x80;

/** Whether the block ends the archive: it is all zeros. */
export function isEnd(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** @returns `undefined` where the block is no header: its checksum tells */
export function tarHeader(block: Uint8Array): TarHeader | undefined {
  if (block.length < BLOCK || checksumOf(block) !== octal(block, ...CHECKSUM)) return undefined;
  const size = numberAt(block, 124, 136);
  if (size === undefined) return undefined;
  const isPosix = textAt(block, 257, 263) === 'ustar' && block[263] === 0x30;
  const prefix = isPosix ? textAt(block, 345, 500) : '';
  const name = textAt(block, 0, 100);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    type: String.fromCharCode(block[156] === 0 ? 0x30 : block[156]!),
  };
}

/** Path and size that an extended header of POSIX gives the next entry: lines of `length key=value`. */
export function extendedHeader(content: Uint8Array): { readonly path?: string; readonly size?: number } {
  const values = new Map<string, string>();
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(SPACE, at);
    const length = Number(textAt(content, at, space));
    if (space < 0 || !Number.isInteger(length) || length <= space - at) break;
    const [, key, value] = /^([^=]*)=([\s\S]*)\n$/.exec(textAt(content, space + 1, at + length)) ?? [];
    if (key !== undefined) values.set(key, value!);
    at += length;
  }
  const [path, size] = [values.get('path'), Number(values.get('size') ?? NaN)];
  return { ...(path === undefined ? {} : { path }), ...(isSize(size) ? { size } : {}) };
}

/** Text up to the first zero. */
export function textAt(bytes: Uint8Array, start: number, end: number): string {
  const field = bytes.subarray(start, end);
  const zero = field.indexOf(0);
  return new TextDecoder().decode(zero < 0 ? field : field.subarray(0, zero));
}

function checksumOf(block: Uint8Array): number {
  const sum = block.reduce((total, byte) => total + byte, 0);
  const own = block.subarray(...CHECKSUM).reduce((total, byte) => total + byte, 0);
  return sum - own + (CHECKSUM[1] - CHECKSUM[0]) * SPACE;
}

function numberAt(block: Uint8Array, start: number, end: number): number | undefined {
  const first = block[start]!;
  const value =
    (first & BINARY) === 0
      ? octal(block, start, end)
      : block.subarray(start + 1, end).reduce((total, byte) => total * 256 + byte, first & (BINARY - 1));
  return isSize(value) ? value : undefined;
}

function octal(block: Uint8Array, start: number, end: number): number {
  const digits = textAt(block, start, end).trim();
  return /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : digits === '' ? 0 : NaN;
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
