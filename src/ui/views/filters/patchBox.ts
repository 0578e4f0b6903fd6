import { centreCrop } from '../../../evaluation/features';
import type { CropBox } from '../../../augment/viewParameters';

/** Cells of surround on either side of the cell. */
const SURROUND = 1;

/** A part of an image, and the cell in it. */
export interface Patch {
  readonly box: CropBox;
  /** The cell as shares of the box. */
  readonly cell: { readonly left: number; readonly top: number; readonly side: number };
}

/** A cell of an image's middle square with its surround, in pixels of the image; it may lie beyond the edges. */
export function patchBox(
  image: { readonly height: number; readonly width: number },
  grid: { readonly rows: number; readonly columns: number },
  cell: number,
): Patch {
  const square = centreCrop(image, 1);
  const side = square.height / grid.rows;
  const [row, column] = [Math.floor(cell / grid.columns), cell % grid.columns];
  const [y, x] = [square.top + row * side, square.left + column * side];
  const reach = Math.max(1, Math.round((1 + 2 * SURROUND) * side));
  const [top, left] = [Math.round(y - SURROUND * side), Math.round(x - SURROUND * side)];
  return {
    box: { top, left, height: reach, width: reach },
    cell: { left: (x - left) / reach, top: (y - top) / reach, side: side / reach },
  };
}
