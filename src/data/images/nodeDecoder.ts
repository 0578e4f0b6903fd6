import { decode as decodeBmp } from 'bmp-ts';
import sharp, { type Sharp } from 'sharp';
import type { DecodeImage } from './imageFile';
import { MAX_PIXELS } from './pixelCount';

/** Decodes with libvips, for the command line. */
export const decodeInNode: DecodeImage = async (bytes, size, { format }) => {
  const image = (
    format === 'bmp' ? openBmp(bytes) : sharp(bytes, { limitInputPixels: MAX_PIXELS })
  ).autoOrient();
  const { autoOrient } = await image.metadata();
  const pixels = await image
    .resize(size, size, { fit: 'cover', position: 'centre' })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  return { pixels: new Uint8Array(pixels), width: autoOrient.width, height: autoOrient.height };
};

/** libvips does not read BMP. */
function openBmp(bytes: Uint8Array): Sharp {
  const { data, width, height } = decodeBmp(Buffer.from(bytes), { toRGBA: true });
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgb.set(data.subarray(4 * pixel, 4 * pixel + 3), 3 * pixel);
  }
  return sharp(rgb, { raw: { width, height, channels: 3 } });
}
