import { centerSquare } from './centerSquare';
import type { DecodeImage } from './imageFile';

/** Decodes with the browser's own decoders; works in a worker. */
export const decodeInBrowser: DecodeImage = async (bytes, size) => {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]), {
    imageOrientation: 'from-image',
  });
  try {
    const { width, height } = bitmap;
    const { left, top, side } = centerSquare(width, height);
    const context = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('The browser gives no 2D canvas.');
    context.fillStyle = 'white';
    context.fillRect(0, 0, size, size);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, left, top, side, side, 0, 0, size, size);
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
