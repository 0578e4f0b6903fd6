import { CHANNELS, type RgbImage } from '../../augment/distortions/rgbImage';
import type { Area } from './placement';

/**
 * Part of an image, smaller by whole factors: each pixel is the mean of `across` × `down`, rounded. Of sides that are no
 * multiple, the pixels left over are cut off on both ends.
 */
export function reduced(image: RgbImage, area: Area, across: number, down: number): RgbImage {
  const [width, height] = [Math.floor(area.width / across), Math.floor(area.height / down)];
  const left = area.left + Math.floor((area.width - width * across) / 2);
  const top = area.top + Math.floor((area.height - height * down) / 2);
  const pixels = new Uint8Array(width * height * CHANNELS);
  const sums = new Uint32Array(width * CHANNELS);
  const count = across * down;
  const half = Math.floor(count / 2);
  for (let row = 0; row < height; row++) {
    sums.fill(half);
    for (let line = 0; line < down; line++) {
      let from = ((top + row * down + line) * image.width + left) * CHANNELS;
      for (let to = 0; to < sums.length; to += CHANNELS) {
        let [red, green, blue] = [0, 0, 0];
        for (let step = 0; step < across; step++, from += CHANNELS) {
          red += image.pixels[from]!;
          green += image.pixels[from + 1]!;
          blue += image.pixels[from + 2]!;
        }
        sums[to]! += red;
        sums[to + 1]! += green;
        sums[to + 2]! += blue;
      }
    }
    const start = row * sums.length;
    for (let at = 0; at < sums.length; at++) pixels[start + at] = Math.floor(sums[at]! / count);
  }
  return { width, height, pixels };
}
