import { decodeInBrowser } from '../../data/images/browserDecoder';
import { imageHeader } from '../../data/images/imageHeader';
import { ImageProblem } from '../../data/images/imageProblem';
import { Failure } from '../../failure';
import type { BroughtImage } from '../../reports/looks';
import { quoted } from '../../quoted';

/** Longest side that a photograph is looked at with, in pixels: views are smaller. */
const MOST_SIDE = 640;

/** The pixels of an image file, made smaller where it is large. @throws Failure where it cannot be read */
export async function readPhoto(file: File): Promise<BroughtImage> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { width, height, pixels } = await decodeInBrowser(bytes, imageHeader(bytes));
    const rgba = new Uint8ClampedArray(4 * width * height);
    for (let pixel = 0; pixel < width * height; pixel++) {
      rgba.set(pixels.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
      rgba[4 * pixel + 3] = 255;
    }
    const bitmap = await createImageBitmap(new ImageData(rgba, width, height));
    try {
      return pixelsOf(bitmap, width, height);
    } finally {
      bitmap.close();
    }
  } catch (error) {
    throw new Failure(
      {
        code: 'data_unreadable',
        message: `${quoted(file.name)} cannot be read as an image.${error instanceof ImageProblem ? ` ${error.message}` : ''}`,
        doing: 'reading a photo',
        remedy: 'Choose a JPEG, PNG or WebP file.',
      },
      { cause: error },
    );
  }
}

/** What a picture or a video shows now, at most `MOST_SIDE` wide and high. */
export function pixelsOf(picture: CanvasImageSource, width: number, height: number): BroughtImage {
  const scale = Math.min(1, MOST_SIDE / Math.max(width, height));
  const [shownWidth, shownHeight] = [
    Math.max(1, Math.round(scale * width)),
    Math.max(1, Math.round(scale * height)),
  ];
  const context = new OffscreenCanvas(shownWidth, shownHeight).getContext('2d', {
    willReadFrequently: true,
  })!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, shownWidth, shownHeight);
  const { data } = context.getImageData(0, 0, shownWidth, shownHeight);
  const pixels = new Uint8Array(3 * shownWidth * shownHeight);
  for (let pixel = 0; pixel < shownWidth * shownHeight; pixel++)
    pixels.set(data.subarray(4 * pixel, 4 * pixel + 3), 3 * pixel);
  return { height: shownHeight, width: shownWidth, pixels };
}
