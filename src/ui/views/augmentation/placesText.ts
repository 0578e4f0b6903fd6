import { cellInSource, cellsShowing, rowColumn, type GridView } from '../../../augment/viewGeometry';
import type { CellRef } from '../correspondence/cellQuery';

/** Where a cell lies in the source, and which cells of the other views show that place, in words. */
export function placesText(views: readonly GridView[], { view, cell }: CellRef<number>): string {
  const { centre } = cellInSource(views[view]!, cell);
  const others = cellsShowing(views, centre).flatMap((there, index) => {
    if (index === view) return [];
    return [
      `view ${index + 1} ${there === undefined ? 'does not show it' : rowAndColumn(views[index]!, there)}`,
    ];
  });
  const place = `${centre.x.toFixed(1)} px from the left and ${centre.y.toFixed(1)} px from the top of the source`;
  return `View ${view + 1} ${rowAndColumn(views[view]!, cell)}: ${[place, ...others].join('; ')}.`;
}

function rowAndColumn(view: GridView, cell: number): string {
  const { row, column } = rowColumn(view, cell);
  return `row ${row + 1}, column ${column + 1}`;
}
