import { Inflate } from 'fflate';

/** Deflate makes at most 1,032 bytes of one, so that a portion of this size unpacks to at most a quarter megabyte. */
const PORTION = 256;

/**
 * Inflates raw deflate data that may be hostile.
 *
 * @param most bytes of the result; what would be longer is given up as soon as it is
 * @returns `undefined` where the result would be longer
 * @throws Error of fflate for data that is damaged or cut off
 */
export function boundedInflate(bytes: Uint8Array, most: number): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    parts.push(part);
    length += part.length;
  });
  for (let at = 0; at < bytes.length && length <= most; at += PORTION) {
    stream.push(bytes.subarray(at, at + PORTION), at + PORTION >= bytes.length);
  }
  if (length > most) return undefined;
  const result = new Uint8Array(length);
  let end = 0;
  for (const part of parts) {
    result.set(part, end);
    end += part.length;
  }
  return result;
}
