import { sourceColumn, sourceRow } from '../augment/viewGeometry';
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
  parameters: Pick<ViewParameters, 'crop' | 'flip'>,
  size: number,
  target: Int32Array,
): void {
  // A pixel of the view is a cell of a grid as fine as the view.
  const view = { parameters, rows: size, columns: size };
  const columns = Int32Array.from({ length: size }, (_, column) => Math.floor(sourceColumn(view, column)));
  for (let row = 0; row < size; row++) {
    const start = Math.floor(sourceRow(view, row)) * width;
    for (let column = 0; column < size; column++)
      target[row * size + column] = mask[start + columns[column]!]!;
  }
}
