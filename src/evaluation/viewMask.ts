import type { ViewParameters } from '../augment/viewParameters';

/**
 * The mask of a view: cropped, resized and flipped as the view is, each pixel from the nearest one of the image's mask.
 *
 * @param mask `[height, width]`, `width` its columns.
 * @param size side of the view → `[size²]` classes, row by row, written to `target`.
 */
export function viewMask(
  mask: Uint8Array,
  width: number,
  { crop, flip }: Pick<ViewParameters, 'crop' | 'flip'>,
  size: number,
  target: Int32Array,
): void {
  const columns = Int32Array.from({ length: size }, (_, column) => {
    const own = flip ? size - 1 - column : column;
    return crop.left + Math.floor(((own + 0.5) * crop.width) / size);
  });
  for (let row = 0; row < size; row++) {
    const start = (crop.top + Math.floor(((row + 0.5) * crop.height) / size)) * width;
    for (let column = 0; column < size; column++)
      target[row * size + column] = mask[start + columns[column]!]!;
  }
}
