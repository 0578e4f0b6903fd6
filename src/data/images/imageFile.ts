import type { ImageHeader } from './imageHeader';

/** A decoded image, fitted to a square. */
export interface FittedImage {
  /** `[size, size, 3]`, RGB. */
  readonly pixels: Uint8Array;
  /** Of the image in the file, upright. */
  readonly width: number;
  readonly height: number;
}

/**
 * Decodes an image file whose header has been checked, scales its shorter side to `size` pixels and cuts out the middle
 * square; transparency is shown on white. Rejects with any error where the image is damaged.
 */
export type DecodeImage = (bytes: Uint8Array, size: number, header: ImageHeader) => Promise<FittedImage>;
