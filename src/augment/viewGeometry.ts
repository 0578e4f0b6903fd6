import type { CropBox, ViewParameters } from './viewParameters';

/**
 * @file Where cells lie, both ways: from a cell of a view to its place in the source image, and from a point of the source
 * to its cell in any view. The criterion's own centres, in float32, are `locationGrid`'s; these agree with them up to
 * rounding.
 */

/** A grid of cells over a view. */
export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

/** A view as its geometry needs it: what it shows of the source, and its cells. */
export interface GridView extends GridSize {
  readonly parameters: Pick<ViewParameters, 'crop' | 'flip'>;
}

/** The same without cells. */
type PlacedView = Pick<GridView, 'parameters'>;

/** A point on a view as fractions of its side, from the top left corner. */
export interface ViewPoint {
  readonly x: number;
  readonly y: number;
}

/** A point of the source image, in its pixels from the top left corner. */
export interface SourcePoint {
  readonly x: number;
  readonly y: number;
}

export function cellCount({ rows, columns }: GridSize): number {
  return rows * columns;
}

/** Row and column of a cell, counted from 0. */
export function rowColumn(
  { columns }: Pick<GridSize, 'columns'>,
  cell: number,
): { row: number; column: number } {
  return { row: Math.floor(cell / columns), column: cell % columns };
}

/** The cell of a view under a point; points beyond the border count to the cells at the border. */
export function cellAt({ rows, columns }: GridSize, point: ViewPoint): number {
  const row = Math.min(rows - 1, Math.max(0, Math.floor(point.y * rows)));
  const column = Math.min(columns - 1, Math.max(0, Math.floor(point.x * columns)));
  return row * columns + column;
}

export function cellCentre(grid: GridSize, cell: number): ViewPoint {
  const { row, column } = rowColumn(grid, cell);
  return { x: (column + 0.5) / grid.columns, y: (row + 0.5) / grid.rows };
}

/** Size of a view's cells in pixels of the source image, (height, width). */
export function cellSize({ parameters: { crop }, rows, columns }: GridView): [height: number, width: number] {
  return [crop.height / rows, crop.width / columns];
}

/** Where the centres of a row of cells lie in the source image, from its top edge. */
export function sourceRow({ parameters: { crop }, rows }: GridView, row: number): number {
  return crop.top + ((row + 0.5) * crop.height) / rows;
}

/** Where the centres of a column of cells lie in the source image, from its left edge; mirrored with a flipped view. */
export function sourceColumn({ parameters: { crop, flip }, columns }: GridView, column: number): number {
  const fromLeft = flip ? columns - 1 - column : column;
  return crop.left + ((fromLeft + 0.5) * crop.width) / columns;
}

/** The place of a cell in the source image. */
export interface SourceCell {
  readonly centre: SourcePoint;
  readonly height: number;
  readonly width: number;
}

export function cellInSource(view: GridView, cell: number): SourceCell {
  const { row, column } = rowColumn(view, cell);
  const [height, width] = cellSize(view);
  return { centre: { x: sourceColumn(view, column), y: sourceRow(view, row) }, height, width };
}

/** Where a view shows a point of the source image; fractions outside 0 to 1 when it does not show it. */
export function placeOn({ parameters: { crop, flip } }: PlacedView, point: SourcePoint): ViewPoint {
  const x = (point.x - crop.left) / crop.width;
  return { x: flip ? 1 - x : x, y: (point.y - crop.top) / crop.height };
}

/** The point of the source image that a view shows at a place; what `placeOn` undoes. */
export function pointUnder({ parameters: { crop, flip } }: PlacedView, { x, y }: ViewPoint): SourcePoint {
  return { x: crop.left + (flip ? 1 - x : x) * crop.width, y: crop.top + y * crop.height };
}

/** Whether a crop holds a point of the source image: its top and left edges belong to it, the others do not. */
export function holds({ top, left, height, width }: CropBox, { x, y }: SourcePoint): boolean {
  return x >= left && x < left + width && y >= top && y < top + height;
}

/** Whether a view shows a point of the source image. */
export function shows({ parameters }: PlacedView, point: SourcePoint): boolean {
  return holds(parameters.crop, point);
}

/** The cell of a view that contains a point of the source image; `undefined` where the view does not show it. */
export function cellShowing(view: GridView, point: SourcePoint): number | undefined {
  return shows(view, point) ? cellAt(view, placeOn(view, point)) : undefined;
}

/** The same for every view. */
export function cellsShowing(
  views: readonly GridView[],
  point: SourcePoint,
): readonly (number | undefined)[] {
  return views.map((view) => cellShowing(view, point));
}

/** The part of a view that another view shows too, in fractions of its side; `undefined` when there is none. */
export function sharedArea(
  view: PlacedView,
  other: PlacedView,
): { x: number; y: number; width: number; height: number } | undefined {
  const [a, b] = [view.parameters.crop, other.parameters.crop];
  const top = Math.max(a.top, b.top);
  const left = Math.max(a.left, b.left);
  const bottom = Math.min(a.top + a.height, b.top + b.height);
  const right = Math.min(a.left + a.width, b.left + b.width);
  if (bottom <= top || right <= left) return undefined;
  const [p, q] = [placeOn(view, { x: left, y: top }), placeOn(view, { x: right, y: bottom })];
  return { x: Math.min(p.x, q.x), y: p.y, width: Math.abs(q.x - p.x), height: q.y - p.y };
}
