import type { ImageBatch } from '../../../worker/protocol';

/** An image as it is kept. */
export interface CachedImage {
  readonly height: number;
  readonly width: number;
  /** `[height, width, 3]` bytes. */
  readonly pixels: Uint8Array;
  /** `[height, width]` classes. */
  readonly mask?: Uint8Array;
}

interface CacheOptions {
  /** Bytes that are asked for at once, and kept; a batch has one image at least. */
  readonly batchBytes?: number;
  readonly mostBytes?: number;
  /** Bytes of one image with its mask, before the first has come. */
  readonly imageBytes: number;
}

/**
 * Images that are on show, and some that were: read in batches, one at a time, and only what is still wanted when its turn
 * comes. What was not wanted for longest goes first when there are too many.
 */
export class ImageCache {
  private readonly read: (indices: readonly number[]) => Promise<ImageBatch | null>;
  private readonly most: number;
  private readonly batch: number;
  /** In the order in which they were wanted last. */
  private readonly images = new Map<number, CachedImage>();
  /** By who wants them. */
  private readonly wanted = new Map<string, readonly number[]>();
  private isReading = false;
  private version = 0;
  private readonly listeners = new Set<() => void>();

  constructor(
    read: (indices: readonly number[]) => Promise<ImageBatch | null>,
    { batchBytes = 2 ** 21, mostBytes = 2 ** 26, imageBytes }: CacheOptions,
  ) {
    this.read = read;
    this.batch = Math.max(1, Math.floor(batchBytes / imageBytes));
    this.most = Math.max(this.batch, Math.floor(mostBytes / imageBytes));
  }

  get(index: number): CachedImage | undefined {
    return this.images.get(index);
  }

  /** How many images are kept. */
  get size(): number {
    return this.images.size;
  }

  /** Says which images somebody shows, in place of those that were on show there. */
  want(where: string, indices: readonly number[]): void {
    this.wanted.set(where, indices);
    for (const index of indices) {
      const image = this.images.get(index);
      if (image === undefined) continue;
      this.images.delete(index);
      this.images.set(index, image);
    }
    void this.readWanted();
  }

  /** Calls `listener` when images have come. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Grows whenever images have come. */
  readonly getVersion = (): number => this.version;

  private async readWanted(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    try {
      for (let missing = this.missing(); missing.length > 0; missing = this.missing()) {
        const batch = await this.read(missing);
        if (batch === null) return;
        this.keep(missing, batch);
      }
    } finally {
      this.isReading = false;
    }
  }

  private missing(): number[] {
    return [...this.wanted.values()]
      .flat()
      .slice(0, this.most)
      .filter((index) => !this.images.has(index))
      .slice(0, this.batch);
  }

  private keep(indices: readonly number[], { height, width, images, masks }: ImageBatch): void {
    const pixels = height * width;
    indices.forEach((index, place) => {
      const [from, to] = [place * pixels, (place + 1) * pixels];
      this.images.set(index, {
        ...{ height, width, pixels: images.slice(3 * from, 3 * to) },
        ...(masks === undefined ? {} : { mask: masks.slice(from, to) }),
      });
    });
    const excess = Math.max(0, this.images.size - this.most);
    for (const index of [...this.images.keys()].slice(0, excess)) this.images.delete(index);
    this.version++;
    for (const listener of this.listeners) listener();
  }
}
