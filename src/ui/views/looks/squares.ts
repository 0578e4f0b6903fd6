import type { CropBox } from '../../../augment/viewParameters';
import type { CachedImage } from '../data/imageCache';
import type { Pixels } from '../PixelCanvas';

/** A part of an image; what lies outside of it is grey. */
export function cutOut({ height, width, pixels }: CachedImage, box: CropBox): Pixels {
  const cut = new Uint8Array(box.height * box.width * 3).fill(128);
  for (let row = 0; row < box.height; row++) {
    const from = box.top + row;
    if (from < 0 || from >= height) continue;
    const [first, last] = [Math.max(0, -box.left), Math.min(box.width, width - box.left)];
    if (last <= first) continue;
    const begin = (from * width + box.left + first) * 3;
    cut.set(pixels.subarray(begin, begin + (last - first) * 3), (row * box.width + first) * 3);
  }
  return { height: box.height, width: box.width, pixels: cut };
}
