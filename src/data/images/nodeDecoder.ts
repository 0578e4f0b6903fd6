import sharp from 'sharp';
import type { DecodeImage } from './imageFile';

/** Decodes with libvips, for the command line. */
export const decodeInNode: DecodeImage = async (bytes, size) => {
  const image = sharp(bytes).autoOrient();
  const { autoOrient } = await image.metadata();
  const pixels = await image
    .resize(size, size, { fit: 'cover', position: 'centre' })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  return { pixels: new Uint8Array(pixels), width: autoOrient.width, height: autoOrient.height };
};
