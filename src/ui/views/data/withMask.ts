import { maskOverlay } from '../evaluate/maskOverlay';
import type { CachedImage } from './imageCache';

/** Of a mask over its image. */
const OPACITY = 0.55;

/**
 * The image with its mask laid over it, where it has one.
 * @param maskClasses of the masks; `null` leaves the image as it is.
 */
export function withMask(image: CachedImage, maskClasses: number | null): CachedImage {
  if (image.mask === undefined || maskClasses === null) return image;
  return { ...image, pixels: maskOverlay(image.pixels, image.mask, maskClasses, OPACITY) };
}
