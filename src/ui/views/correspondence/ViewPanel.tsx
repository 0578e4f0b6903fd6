import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { PixelCanvas } from '../PixelCanvas';
import type { CellRef } from './cellQuery';
import { neighbourCell } from './keyboard';
import type { CellAction } from './useCellFocus';
import { cellAt, cellCount, rowColumn, type GridSize } from '../../../augment/viewGeometry';
import classes from './stage.module.css';

interface ViewPanelProps<View extends number> {
  readonly index: View;
  readonly view: GridSize & { readonly size: number; readonly pixels: Uint8Array };
  /** Where the keys start from: the cell of this view that is pointed at or pinned. */
  readonly current: CellRef<View> | undefined;
  readonly smooth: boolean;
  readonly onCell: (action: CellAction<View>) => void;
  /** What lies over the pixels. */
  readonly children?: ReactNode;
}

/** One view of the image: its pixels, what lies over them, and the grid of cells to point at or walk through. */
export function ViewPanel<View extends number>(props: ViewPanelProps<View>) {
  const { index, view, current, smooth, onCell, children } = props;
  const at = (cell: number): CellRef<View> => ({ view: index, cell });
  const middle = cellAt(view, { x: 0.5, y: 0.5 });
  const own = current?.view === index && current.cell < cellCount(view) ? current.cell : undefined;

  const under = (event: MouseEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const point = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    return at(cellAt(view, point));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCell({ type: 'release' });
    else if (event.key === 'Enter' || event.key === ' ') onCell({ type: 'pin', at: at(own ?? middle) });
    else {
      const next = neighbourCell(view, own ?? middle, event.key);
      if (next === undefined) return;
      onCell({ type: 'point', at: at(next) });
    }
    event.preventDefault();
  };
  const place = own === undefined ? undefined : rowColumn(view, own);
  return (
    <div
      className={classes.panel}
      tabIndex={0}
      role="application"
      aria-roledescription="grid of cells"
      aria-label={
        `View ${index + 1}, ${view.rows} by ${view.columns} cells` +
        (place === undefined ? '' : `, at row ${place.row + 1}, column ${place.column + 1}`) +
        '. Arrow keys move, Enter pins, Escape lets go.'
      }
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible')) onCell({ type: 'point', at: at(own ?? middle) });
      }}
      onBlur={() => onCell({ type: 'leave' })}
      onPointerMove={(event) => {
        if (event.pointerType !== 'touch') onCell({ type: 'point', at: under(event) });
      }}
      onPointerLeave={(event) => {
        if (event.pointerType !== 'touch') onCell({ type: 'leave' });
      }}
      onClick={(event) => onCell({ type: 'pin', at: under(event) })}
    >
      <PixelCanvas
        pixels={{ width: view.size, height: view.size, pixels: view.pixels }}
        label={`View ${index + 1}`}
        className={classes.picture}
        smooth={smooth}
      />
      {children}
    </div>
  );
}
