import { decode as decodeBmp } from 'bmp-ts';
import sharp, { type Sharp } from 'sharp';
import type { DecodeImage } from './imageFile';
import type { ImageFormat } from './imageFormats';
import { MAX_PIXELS } from './pixelCount';
import { readTiff } from './readTiff';

/** Decodes with libvips, for the command line. */
export const decodeInNode: DecodeImage = async (bytes, { format }) => {
  const image = await opened(bytes, format);
  const { hasAlpha } = await image.metadata();
  // Where nothing is transparent, this takes five times as long as the decoding.
  if (hasAlpha) image.flatten({ background: 'white' });
  const { data, info } = await image
    .autoOrient()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
};

async function opened(bytes: Uint8Array, format: ImageFormat): Promise<Sharp> {
  switch (format) {
    case 'bmp':
      return openBmp(bytes);
    case 'tiff':
      return openTiff(bytes);
    default:
      return sharp(bytes, { limitInputPixels: MAX_PIXELS });
  }
}

/** libvips does not read BMP. */
function openBmp(bytes: Uint8Array): Sharp {
  const { data, width, height } = decodeBmp(Buffer.from(bytes), { toRGBA: true });
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgb.set(data.subarray(4 * pixel, 4 * pixel + 3), 3 * pixel);
  }
  return sharp(rgb, { raw: { width, height, channels: 3 } });
}

/** By the library that the page has to take, for libvips comes to other colours. */
async function openTiff(bytes: Uint8Array): Promise<Sharp> {
  const { width, height, rgba } = await readTiff(bytes);
  return sharp(rgba, { raw: { width, height, channels: 4 } });
}
