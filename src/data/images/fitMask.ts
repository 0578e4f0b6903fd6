import type { ImageSize } from '../../augment/randomResizedCrop';
import { IGNORED_CLASS } from '../imageSet';
import { ImageProblem } from './imageProblem';
import type { IndexImage } from './maskPng';
import { placement, type Area, type Frame } from './placement';

/**
 * A mask in its image's frame, by nearest neighbour: `[size, size]`, `IGNORED_CLASS` around the image.
 *
 * @throws {ImageProblem} where it has not the image's proportions
 */
export function fitMask(mask: IndexImage, image: ImageSize, frame: Frame): Uint8Array {
  const { width, height, values } = mask;
  if (Math.abs(width * image.height - height * image.width) > Math.max(image.width, image.height)) {
    throw new ImageProblem(`It is ${width} × ${height}, its image ${image.width} × ${image.height}.`);
  }
  const { size } = frame;
  const { source } = placement(width, height, frame);
  // The image's own place: what the mask's size is rounded to may lie a pixel beside it.
  const { target } = placement(image.width, image.height, frame);
  const fitted = new Uint8Array(size * size).fill(IGNORED_CLASS);
  for (let row = 0; row < target.height; row++) {
    const from = nearest(source.top, source.height, row, target.height) * width;
    for (let column = 0; column < target.width; column++) {
      fitted[(target.top + row) * size + target.left + column] =
        values[from + nearest(source.left, source.width, column, target.width)]!;
    }
  }
  return fitted;
}

/** The pixel of the mask that the middle of a pixel of the frame lies in. */
function nearest(start: number, length: number, index: number, count: number): number {
  return Math.floor(start + ((index + 0.5) * length) / count);
}

/** Ignores the pixels around an image, whatever white means elsewhere in its mask: in place. */
export function ignoreAround(fitted: Uint8Array, { left, top, width, height }: Area, size: number): void {
  if (width === size && height === size) return;
  for (let row = 0; row < size; row++) {
    const line = fitted.subarray(row * size, (row + 1) * size);
    if (row < top || row >= top + height) line.fill(IGNORED_CLASS);
    else line.fill(IGNORED_CLASS, 0, left).fill(IGNORED_CLASS, left + width);
  }
}
