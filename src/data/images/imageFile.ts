/** An image file as its source knows it, read only when its turn comes. */
export interface ImageFile {
  /** With folders and `/` between them, e.g. "train/cat/001.jpg". */
  readonly path: string;
  readonly read: () => Promise<Uint8Array>;
}

/** A decoded image, fitted to a square. */
export interface FittedImage {
  /** `[size, size, 3]`, RGB. */
  readonly pixels: Uint8Array;
  /** Of the image in the file, upright. */
  readonly width: number;
  readonly height: number;
}

/**
 * Decodes an image file, scales its shorter side to `size` pixels and cuts out the middle square; transparency is shown
 * on white. Rejects with any error where the bytes are no image.
 */
export type DecodeImage = (bytes: Uint8Array, size: number) => Promise<FittedImage>;
