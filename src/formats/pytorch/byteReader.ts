import { bad } from './bad';

/** The failure at the end of a file that claims more. */
export function endsEarly(reason: string, size: number): ReturnType<typeof bad> {
  return bad(reason, `The checkpoint ends at byte ${size}, in the middle of its data.`);
}

/** Reads little-endian values one after another; the end of the bytes is the failure `truncated`. */
export class ByteReader {
  position = 0;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly truncated: string;

  /** @param truncated reason of the failure at the end of the bytes, e.g. "truncated_legacy" */
  constructor(bytes: Uint8Array, truncated: string) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.truncated = truncated;
  }

  uint8(): number {
    return this.view.getUint8(this.advance(1));
  }

  uint16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  uint32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  int32(): number {
    return this.view.getInt32(this.advance(4), true);
  }

  /** A length; one beyond exact integers is beyond any file too. */
  uint64(): number {
    return Number(this.view.getBigUint64(this.advance(8), true));
  }

  /** Big-endian, as pickle writes its floats. */
  float64(): number {
    return this.view.getFloat64(this.advance(8), false);
  }

  /** A view of the next bytes, not a copy. */
  take(length: number): Uint8Array {
    const start = this.advance(length);
    return this.bytes.subarray(start, start + length);
  }

  text(length: number): string {
    const bytes = this.take(length);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (error) {
      throw bad('pickle', 'A text in the checkpoint is not valid UTF-8.', error);
    }
  }

  /** Text up to the next line feed, which is read too. */
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.position);
    const text = this.text((end < 0 ? this.bytes.length : end) - this.position);
    this.advance(1);
    return text;
  }

  private advance(length: number): number {
    const start = this.position;
    if (length > this.bytes.length - start) {
      throw endsEarly(this.truncated, this.bytes.length);
    }
    this.position += length;
    return start;
  }
}
