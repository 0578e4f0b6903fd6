import { fromArrayBuffer } from 'geotiff';
import { damaged, ImageProblem } from './imageProblem';
import { checkPixelCount } from './pixelCount';

export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  /** `[height, width, 4]` */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * The first image of a TIFF file, where the browser reads none. Samples of 16 bits lose their lower half.
 *
 * @throws any error where it is damaged or of a kind that the library does not read
 */
export async function readTiff(bytes: Uint8Array): Promise<RgbaImage> {
  try {
    return await decoded(bytes);
  } catch (error) {
    // The inflator of the library throws bare text.
    throw error instanceof Error ? error : damaged();
  }
}

async function decoded(bytes: Uint8Array): Promise<RgbaImage> {
  const file = await fromArrayBuffer(new Uint8Array(bytes).buffer);
  const image = await file.getImage(0);
  const [width, height] = [image.getWidth(), image.getHeight()];
  checkPixelCount(width, height, bytes.length);
  const samples = await image.readRGB({ interleave: true, enableAlpha: true });
  const pixels = width * height;
  const channels = samples.length / pixels;
  if (channels < 3 || !Number.isInteger(channels)) throw damaged();
  if (samples.BYTES_PER_ELEMENT > 2) throw new ImageProblem('It has more than 16 bits per sample.');
  const shift = samples.BYTES_PER_ELEMENT === 2 ? 8 : 0;
  const rgba = new Uint8ClampedArray(pixels * 4).fill(255);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < Math.min(4, channels); channel++) {
      rgba[4 * pixel + channel] = samples[channels * pixel + channel]! >> shift;
    }
  }
  return { width, height, rgba };
}
