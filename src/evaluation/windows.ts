import type { CropBox } from '../augment/viewParameters';

/** Share of a window by which the next one is moved on, as segmentation's sliding protocols have it. */
const STRIDE = 2 / 3;

/**
 * Square windows that cover an image: one where it is no larger than the window, else a grid of overlapping ones whose
 * last row and column end at the image's edge. In pixels of the image.
 *
 * @param window side of a window.
 */
export function slidingWindows(height: number, width: number, window: number): CropBox[] {
  const side = Math.min(window, height, width);
  const rows = starts(height, side);
  const columns = starts(width, side);
  return rows.flatMap((top) => columns.map((left) => ({ top, left, height: side, width: side })));
}

function starts(length: number, side: number): number[] {
  const stride = Math.max(1, Math.floor(side * STRIDE));
  const last = length - side;
  const count = Math.ceil(last / stride);
  return [...Array.from({ length: count }, (_, place) => place * stride), last];
}
