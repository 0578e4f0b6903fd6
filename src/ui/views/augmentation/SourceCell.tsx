import { cellInSource, type GridView } from '../../../augment/viewGeometry';
import marks from '../correspondence/stage.module.css';

interface SourceCellProps {
  readonly view: GridView;
  readonly cell: number;
  /** As a ring, in place of a box. */
  readonly round?: boolean;
}

/** A cell where it was taken from the source image, in its pixels, for use inside an SVG. */
export function SourceCell({ view, cell, round = false }: SourceCellProps) {
  const { centre, height, width } = cellInSource(view, cell);
  const box = { x: centre.x - width / 2, y: centre.y - height / 2, width, height, rx: round ? width / 2 : 0 };
  return (
    <g className={marks.onSource}>
      <rect {...box} className={marks.boxHalo} />
      <rect {...box} className={round ? marks.ring : marks.box} />
    </g>
  );
}
