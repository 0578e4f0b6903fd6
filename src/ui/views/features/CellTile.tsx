import { cellAt, rowColumn, type GridSize } from '../../../augment/viewGeometry';
import { neighbourCell } from '../correspondence/keyboard';
import { PixelCanvas, type Pixels } from '../PixelCanvas';
import classes from './features.module.css';

interface CellTileProps {
  /** What the image is, e.g. "Image 12, disc". */
  readonly name: string;
  /** The middle square; absent until it is read. */
  readonly image: Pixels | undefined;
  /** A pixel a cell; absent until it is answered. */
  readonly map: Pixels | undefined;
  readonly opacity: number;
  readonly smooth: boolean;
  /** The cell that is asked about. */
  readonly focus: number | undefined;
  /** A cell that is marked by a ring: the chosen one, or its nearest one here. */
  readonly ring: number | undefined;
  readonly onPoint: (cell: number) => void;
  readonly onLeave: () => void;
  /** Absent where nothing follows from choosing a cell. */
  readonly onChoose?: ((cell: number) => void) | undefined;
}

/** An image with its map over it; its cells answer to the pointer and to arrow keys. */
export function CellTile(props: CellTileProps) {
  const { name, image, map, opacity, smooth, focus, ring, onPoint, onLeave, onChoose } = props;
  const grid = map && { rows: map.height, columns: map.width };
  const under = (event: React.MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const point = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    return grid && cellAt(grid, point);
  };
  const onKey = (event: React.KeyboardEvent) => {
    if (grid === undefined) return;
    const at = focus ?? Math.floor(grid.rows / 2) * grid.columns + Math.floor(grid.columns / 2);
    if (event.key === 'Enter') onChoose?.(at);
    else if (event.key === 'Escape') onLeave();
    else {
      const next = neighbourCell(grid, at, event.key);
      if (next === undefined) return;
      onPoint(next);
    }
    event.preventDefault();
  };
  const cells = grid === undefined ? '' : `, ${grid.rows} by ${grid.columns} cells`;
  const keys = onChoose === undefined ? '' : ', Enter chooses one';
  return (
    <figure className={classes.tile}>
      <div
        className={classes.picture}
        role="application"
        tabIndex={0}
        aria-label={`${name}${cells}: arrow keys go from cell to cell${keys}`}
        data-chooses={onChoose !== undefined || undefined}
        onKeyDown={onKey}
        onPointerMove={(event) => {
          const cell = under(event);
          if (cell !== undefined) onPoint(cell);
        }}
        onPointerLeave={onLeave}
        onClick={(event) => {
          const cell = under(event);
          if (cell === undefined) return;
          onPoint(cell);
          onChoose?.(cell);
        }}
      >
        {image !== undefined && <PixelCanvas pixels={image} label={name} className={classes.layer} />}
        {map !== undefined && (
          <div className={classes.layer} style={{ opacity }}>
            <PixelCanvas pixels={map} label="Its map" className={classes.layer} smooth={smooth} />
          </div>
        )}
        {grid !== undefined && ring !== undefined && <Mark grid={grid} cell={ring} kind="ring" />}
        {grid !== undefined && focus !== undefined && <Mark grid={grid} cell={focus} kind="focus" />}
      </div>
      <figcaption>{name}</figcaption>
    </figure>
  );
}

interface MarkProps {
  readonly grid: GridSize;
  readonly cell: number;
  readonly kind: 'ring' | 'focus';
}

function Mark({ grid, cell, kind }: MarkProps) {
  const { row, column } = rowColumn(grid, cell);
  const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
  return (
    <span
      className={classes.mark}
      data-kind={kind}
      style={{
        left: share(column, grid.columns),
        top: share(row, grid.rows),
        width: share(1, grid.columns),
        height: share(1, grid.rows),
      }}
    />
  );
}
