/** An image on the CPU: `[height, width, 3]` bytes, RGB, row by row. */
export interface RgbImage {
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
}

/** Channels of a pixel. */
export const CHANNELS = 3;

/** The image with every pixel replaced by what `map` writes for it; `map` gets the index of the pixel's first byte. */
export function mapPixels(
  image: RgbImage,
  map: (source: Uint8Array, offset: number, target: Uint8Array) => void,
): RgbImage {
  const pixels = new Uint8Array(image.pixels.length);
  for (let offset = 0; offset < pixels.length; offset += CHANNELS) map(image.pixels, offset, pixels);
  return { ...image, pixels };
}
