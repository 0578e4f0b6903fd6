import type { RgbImage } from '../../augment/distortions/rgbImage';
import type { ImageHeader } from './imageHeader';

/**
 * Decodes an image file whose header has been checked, at its own size, turned upright, transparency on white. Of an
 * animation it is the first picture. Rejects with any error where the image is damaged.
 */
export type DecodeImage = (bytes: Uint8Array, header: ImageHeader) => Promise<RgbImage>;
