import { Inflate } from 'fflate';

/** Bytes that are inflated at first, which are enough for the beginning of a file, and then. */
const [FIRST, PORTION] = [2 ** 13, 2 ** 16];

/** Reads packed bytes from one place to before another. */
export type ReadPacked = (start: number, end: number) => Promise<Uint8Array>;

/**
 * Reads deflated data from the front, as far as it is asked for. What lies before a part is inflated and let go; to go back
 * is to begin anew. So parts in order cost one pass and little memory, however large the whole is.
 */
export class InflatingCursor {
  private readonly readPacked: ReadPacked;
  private readonly packedBytes: number;
  private readonly size: number;
  private inflator!: Inflate;
  private packedAt = 0;
  /** What is inflated and not let go: it begins at `start`. */
  private pieces: Uint8Array[] = [];
  private start = 0;
  private end = 0;
  private turn: Promise<unknown> = Promise.resolve();

  /** @param size that it says it unpacks to */
  constructor(readPacked: ReadPacked, packedBytes: number, size: number) {
    this.readPacked = readPacked;
    this.packedBytes = packedBytes;
    this.size = size;
    this.begin();
  }

  /**
   * Bytes from `start` to before `end`, as far as there are.
   *
   * @throws any error where the data is damaged, or has another size than it says
   */
  slice(start: number, end: number): Promise<Uint8Array> {
    const part = this.turn.then(() => this.take(start, Math.min(end, this.size)));
    this.turn = part.catch(() => undefined);
    return part;
  }

  private begin(): void {
    this.packedAt = 0;
    this.pieces = [];
    this.start = 0;
    this.end = 0;
    this.inflator = new Inflate((piece) => {
      if (piece.length > 0) this.pieces.push(piece);
      this.end += piece.length;
      if (this.end > this.size) throw new Error('More bytes than it claims.');
    });
  }

  private async take(start: number, end: number): Promise<Uint8Array> {
    if (start < this.start) this.begin();
    while (this.end < end) {
      this.letGo(start);
      await this.goOn();
    }
    this.letGo(start);
    const part = new Uint8Array(Math.max(0, end - start));
    let at = this.start - start;
    for (const piece of this.pieces) {
      const own = piece.subarray(Math.max(0, -at), Math.max(0, end - start - at));
      if (own.length > 0) part.set(own, Math.max(0, at));
      at += piece.length;
    }
    return part;
  }

  private async goOn(): Promise<void> {
    if (this.packedAt >= this.packedBytes) throw new Error('Fewer bytes than it claims.');
    const next = Math.min(this.packedBytes, this.packedAt + (this.packedAt === 0 ? FIRST : PORTION));
    const packed = await this.readPacked(this.packedAt, next);
    if (packed.length < next - this.packedAt) throw new Error('The file is shorter than it was.');
    this.packedAt = next;
    this.inflator.push(packed, next === this.packedBytes);
  }

  /** Lets pieces go that end before a place. */
  private letGo(place: number): void {
    while (this.pieces.length > 0 && this.start + this.pieces[0]!.length <= place) {
      this.start += this.pieces.shift()!.length;
    }
  }
}
