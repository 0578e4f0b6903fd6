import { decode as decodeBmp } from 'bmp-ts';
import sharp, { type Sharp } from 'sharp';
import type { DecodeImage } from './imageFile';
import { MAX_PIXELS } from './pixelCount';
import { AROUND, placement, type Area } from './placement';

/** Decodes with libvips, for the command line. */
export const decodeInNode: DecodeImage = async (bytes, frame, { format }) => {
  const image = (
    format === 'bmp' ? openBmp(bytes) : sharp(bytes, { limitInputPixels: MAX_PIXELS })
  ).autoOrient();
  const { width, height } = (await image.metadata()).autoOrient;
  const { target } = placement(width, height, frame);
  const fitted = await image
    .resize(target.width, target.height, { fit: frame.fit === 'crop' ? 'cover' : 'fill', position: 'centre' })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  return { pixels: framed(fitted, target, frame.size), width, height };
};

/** Pixels at their place in the frame: `[size, size, 3]`. */
function framed(fitted: Uint8Array, { left, top, width, height }: Area, size: number): Uint8Array {
  if (width === size && height === size) return new Uint8Array(fitted);
  const pixels = new Uint8Array(size * size * 3).fill(AROUND);
  for (let row = 0; row < height; row++) {
    pixels.set(fitted.subarray(row * width * 3, (row + 1) * width * 3), ((top + row) * size + left) * 3);
  }
  return pixels;
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
