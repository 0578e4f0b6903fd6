import type { CropBox, ViewParameters } from './viewParameters';

/**
 * Centres of `count` equal cells along an axis that starts at `start` and is `length` pixels long. Accumulated in
 * float32 cell by cell, as the reference does, so that near-ties between distances fall the same way.
 */
function cellCentres(start: number, length: number, count: number): Float32Array {
  const step = Math.fround(length / count);
  const centres = new Float32Array(count);
  let centre = Math.fround(start + length / count / 2);
  for (let cell = 0; cell < count; cell++) {
    centres[cell] = centre;
    centre = Math.fround(centre + step);
  }
  return centres;
}

/**
 * The location grid of a view: where each cell of its feature map lies in the source image.
 *
 * @param flip mirror the columns, as a flipped view does. (The reference leaves the grid unflipped by default.)
 * @returns `[rows, columns, 2]` row by row, cell centres as (y, x) in pixels of the source image.
 */
export function locationGrid(crop: CropBox, rows: number, columns: number, flip: boolean): Float32Array {
  const ys = cellCentres(crop.top, crop.height, rows);
  const xs = cellCentres(crop.left, crop.width, columns);
  if (flip) xs.reverse();
  const grid = new Float32Array(rows * columns * 2);
  for (let cell = 0; cell < rows * columns; cell++) {
    grid[2 * cell] = ys[Math.floor(cell / columns)]!;
    grid[2 * cell + 1] = xs[cell % columns]!;
  }
  return grid;
}

/**
 * The location grids of a batch of views.
 *
 * @param noFlipGrid leave the grids of flipped views unmirrored (`views.noFlipGrid`).
 * @returns `[views.length, rows, columns, 2]`, see `locationGrid`.
 */
export function locationGrids(
  views: readonly Pick<ViewParameters, 'crop' | 'flip'>[],
  rows: number,
  columns: number,
  noFlipGrid: boolean,
): Float32Array {
  const grids = new Float32Array(views.length * rows * columns * 2);
  views.forEach((view, index) => {
    grids.set(locationGrid(view.crop, rows, columns, view.flip && !noFlipGrid), index * rows * columns * 2);
  });
  return grids;
}
