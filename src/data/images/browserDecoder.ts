import type { ImageFormat } from './imageFormats';
import type { DecodeImage } from './imageFile';
import { AROUND, placement } from './placement';

const MIME_TYPES: Readonly<Record<ImageFormat, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  bmp: 'image/bmp',
  avif: 'image/avif',
  tiff: 'image/tiff',
};

/** Decodes with the browser's own decoders, TIFF with a library; works in a worker. */
export const decodeInBrowser: DecodeImage = async (bytes, frame, { format }) => {
  const bitmap = await createImageBitmap(
    format === 'tiff'
      ? await tiffImage(bytes)
      : new Blob([new Uint8Array(bytes)], { type: MIME_TYPES[format] }),
    { imageOrientation: 'from-image' },
  );
  try {
    const { width, height } = bitmap;
    const { size } = frame;
    const { source, target } = placement(width, height, frame);
    const context = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('The browser gives no 2D canvas.');
    const to = [target.left, target.top, target.width, target.height] as const;
    context.fillStyle = `rgb(${AROUND} ${AROUND} ${AROUND})`;
    context.fillRect(0, 0, size, size);
    context.fillStyle = 'white';
    context.fillRect(...to);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, source.left, source.top, source.width, source.height, ...to);
    const { data } = context.getImageData(0, 0, size, size);
    const pixels = new Uint8Array(size * size * 3);
    for (let pixel = 0; pixel < size * size; pixel++) {
      pixels.set(data.subarray(4 * pixel, 4 * pixel + 3), 3 * pixel);
    }
    return { pixels, width, height };
  } finally {
    bitmap.close();
  }
};

/** No browser but one reads TIFF; the library is loaded with the first of them. */
async function tiffImage(bytes: Uint8Array): Promise<ImageData> {
  const { readTiff } = await import('./readTiff');
  const { width, height, rgba } = await readTiff(bytes);
  return new ImageData(rgba, width, height);
}
