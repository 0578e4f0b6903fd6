import type { ImageHeader } from './imageHeader';
import type { Frame } from './placement';

/** A decoded image, fitted to a square. */
export interface FittedImage {
  /** `[size, size, 3]`, RGB. */
  readonly pixels: Uint8Array;
  /** Of the image in the file, upright. */
  readonly width: number;
  readonly height: number;
}

/**
 * Decodes an image file whose header has been checked, turned upright, and fits it into the frame as `placement` says, with
 * `AROUND` around it; transparency is shown on white. Of an animation it is the first picture. Rejects with any error where
 * the image is damaged.
 */
export type DecodeImage = (bytes: Uint8Array, frame: Frame, header: ImageHeader) => Promise<FittedImage>;
