import { Inflate } from 'fflate';

/**
 * Bytes that are given to fflate at once: few at first, so that what grows too fast is given up at once, then as many as
 * before, since for each portion fflate makes a buffer of 128 KiB at least. Deflate makes at most 1,032 bytes of one, so the
 * largest portion unpacks to at most four megabytes.
 */
const PORTIONS = { least: 256, most: 4096 };

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
  for (let at = 0; at < bytes.length && length <= most;) {
    const next = at + Math.min(PORTIONS.most, Math.max(PORTIONS.least, at));
    stream.push(bytes.subarray(at, next), next >= bytes.length);
    at = next;
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
