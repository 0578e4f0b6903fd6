import { CHANNELS, type RgbImage } from '../distortions/rgbImage';

/** The image mirrored left to right. */
export function flip(image: RgbImage): RgbImage {
  const { height, width } = image;
  const pixels = new Uint8Array(image.pixels.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * width + column) * CHANNELS;
      const to = (row * width + width - 1 - column) * CHANNELS;
      for (let channel = 0; channel < CHANNELS; channel++) {
        pixels[to + channel] = image.pixels[from + channel]!;
      }
    }
  }
  return { height, width, pixels };
}
