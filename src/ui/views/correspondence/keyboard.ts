import { rowColumn, type GridSize } from '../../../augment/viewGeometry';

/** The cell that a key leads to from `cell`, staying inside the grid; `undefined` for keys that do not move. */
export function neighbourCell(view: GridSize, cell: number, key: string): number | undefined {
  const { row, column } = rowColumn(view, cell);
  const to = (nextRow: number, nextColumn: number) =>
    Math.min(view.rows - 1, Math.max(0, nextRow)) * view.columns +
    Math.min(view.columns - 1, Math.max(0, nextColumn));
  switch (key) {
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'Home':
      return to(row, 0);
    case 'End':
      return to(row, view.columns - 1);
    default:
      return undefined;
  }
}
