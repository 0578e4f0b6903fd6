/** Endings of files that are taken for images before they are read; what they hold decides when they are. */
const IMAGE_ENDINGS = new Set(
  '.jpg .jpeg .jpe .jfif .pjpeg .pjp .png .apng .webp .gif .bmp .dib .avif .tif .tiff'.split(' '),
);

/** Formats that page and command line decode, by the names that `image-size` gives them. */
export const DECODED_FORMATS = ['jpg', 'png', 'webp', 'gif', 'bmp', 'avif', 'tiff'] as const;
export type ImageFormat = (typeof DECODED_FORMATS)[number];

/** What a person calls them. */
export const FORMAT_NAMES = 'JPEG, PNG, WebP, GIF, BMP, AVIF or TIFF';

/** @param ending with its dot, in small letters */
export function isImageEnding(ending: string): boolean {
  return IMAGE_ENDINGS.has(ending);
}
