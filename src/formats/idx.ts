/**
 * @file IDX, the format of MNIST: two zero bytes, a type, the number of axes, their sizes (32 bits, big-endian), then the
 * values, the last axis fastest. It comes plain and gzipped.
 */

/** What an IDX file says of its array; its values are unsigned bytes. */
export interface IdxHeader {
  /** Sizes of the axes: images have 3 (count, height, width) or 4 (with channels last), labels have 1. */
  readonly shape: readonly number[];
  /** Bytes before the values. */
  readonly bytes: number;
}

const UINT8 = 0x08;
const AXES: readonly number[] = [1, 3, 4];
/** The largest size of an axis that is believed. */
const MOST = 2 ** 28;

/** @param head the beginning of the file, not compressed. `undefined` where it is no IDX file of unsigned bytes. */
export function idxHeader(head: Uint8Array): IdxHeader | undefined {
  const [first, second, type, axes = 0] = head;
  const bytes = 4 + 4 * axes;
  if (first !== 0 || second !== 0 || type !== UINT8 || !AXES.includes(axes) || head.length < bytes)
    return undefined;
  const view = new DataView(head.buffer, head.byteOffset);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  return shape.every((size) => size > 0 && size <= MOST) ? { shape, bytes } : undefined;
}
