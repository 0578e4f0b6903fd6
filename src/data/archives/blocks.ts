/** Bytes of a block. */
const BLOCK = 2 ** 22;

/** Bytes that come piece by piece, of which parts are taken; they are copied once and never lie twice in memory. */
export class Blocks {
  private readonly blocks: Uint8Array[] = [];
  size = 0;

  push(piece: Uint8Array): void {
    for (let at = 0; at < piece.length;) {
      const inside = this.size % BLOCK;
      if (inside === 0) this.blocks.push(new Uint8Array(BLOCK));
      const own = piece.subarray(at, at + BLOCK - inside);
      this.blocks.at(-1)!.set(own, inside);
      this.size += own.length;
      at += own.length;
    }
  }

  /** A copy of the bytes from `start` to before `end`, as far as there are. */
  slice(start: number, end: number): Uint8Array {
    const part = new Uint8Array(Math.max(0, Math.min(end, this.size) - start));
    for (let at = 0; at < part.length;) {
      const [block, inside] = [Math.floor((start + at) / BLOCK), (start + at) % BLOCK];
      const own = this.blocks[block]!.subarray(inside, inside + part.length - at);
      part.set(own, at);
      at += own.length;
    }
    return part;
  }
}
