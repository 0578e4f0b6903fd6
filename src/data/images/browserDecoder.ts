import { CHANNELS } from '../../augment/distortions/rgbImage';
import type { ImageFormat } from './imageFormats';
import type { DecodeImage } from './imageFile';

const MIME_TYPES: Readonly<Record<ImageFormat, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  bmp: 'image/bmp',
  avif: 'image/avif',
  tiff: 'image/tiff',
};

/** Pixels that are taken from the canvas at a time. */
const STRIP_PIXELS = 2 ** 22;

/** Decodes with the browser's own decoders, TIFF with a library; works in a worker. */
export const decodeInBrowser: DecodeImage = async (bytes, { format }) => {
  const bitmap = await createImageBitmap(
    format === 'tiff'
      ? await tiffImage(bytes)
      : new Blob([new Uint8Array(bytes)], { type: MIME_TYPES[format] }),
    { imageOrientation: 'from-image' },
  );
  try {
    return { width: bitmap.width, height: bitmap.height, pixels: pixelsOnWhite(bitmap) };
  } finally {
    bitmap.close();
  }
};

/** `[height, width, 3]`, taken in strips: a large photograph would be in memory twice more. */
function pixelsOnWhite(bitmap: ImageBitmap): Uint8Array {
  const { width, height } = bitmap;
  const rows = Math.min(height, Math.max(1, Math.floor(STRIP_PIXELS / width)));
  const context = new OffscreenCanvas(width, rows).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('The browser gives no 2D canvas.');
  context.fillStyle = 'white';
  const pixels = new Uint8Array(width * height * CHANNELS);
  for (let top = 0, to = 0; top < height; top += rows) {
    context.fillRect(0, 0, width, rows);
    context.drawImage(bitmap, 0, -top);
    const { data } = context.getImageData(0, 0, width, Math.min(rows, height - top));
    for (let from = 0; from < data.length; from += 4, to += CHANNELS) {
      pixels[to] = data[from]!;
      pixels[to + 1] = data[from + 1]!;
      pixels[to + 2] = data[from + 2]!;
    }
  }
  return pixels;
}

/** No browser but one reads TIFF; the library is loaded with the first of them. */
async function tiffImage(bytes: Uint8Array): Promise<ImageData> {
  const { readTiff } = await import('./readTiff');
  const { width, height, rgba } = await readTiff(bytes);
  return new ImageData(rgba, width, height);
}
