import { cellInSource, cellShowing, placeOn } from '../../../augment/viewGeometry';
import type { CellRef, ViewIndex } from '../correspondence/cellQuery';
import { CellBox, CellGrid } from '../correspondence/FocusMarks';
import { onStage, plusPath, SIDE } from '../correspondence/stage';
import stage from '../correspondence/stage.module.css';
import type { LocatedPreview } from './locatedViews';

interface ViewMarksProps {
  readonly views: readonly LocatedPreview[];
  /** The view that is marked. */
  readonly number: number;
  /** Where it stands on the stage. */
  readonly index: ViewIndex;
  readonly grid: boolean;
  /** The cell asked about, of any view. */
  readonly asked: CellRef<number> | undefined;
  readonly pinned: boolean;
}

/** What lies over a view: its grid, the cell asked about, or the place of a cell of another view and the cell that shows it. */
export function ViewMarks({ views, number, index, grid, asked, pinned }: ViewMarksProps) {
  const { rows, columns } = views[number]!;
  const cells = { index, rows, columns };
  return (
    <>
      {grid && <CellGrid {...cells} />}
      {asked?.view === number && <CellBox {...cells} cell={asked.cell} strong={pinned} />}
      {asked !== undefined && asked.view !== number && (
        <TruePlace view={views[number]!} from={views[asked.view]!} cell={asked.cell} index={index} />
      )}
    </>
  );
}

interface TruePlaceProps {
  readonly view: LocatedPreview;
  readonly from: LocatedPreview;
  readonly cell: number;
  readonly index: ViewIndex;
}

function TruePlace({ view, from, cell, index }: TruePlaceProps) {
  const { centre } = cellInSource(from, cell);
  const there = cellShowing(view, centre);
  if (there === undefined) return null;
  const cross = plusPath(onStage(index, placeOn(view, centre)), (0.3 * SIDE) / view.columns);
  return (
    <>
      <CellBox index={index} rows={view.rows} columns={view.columns} cell={there} strong={false} />
      <path d={cross} className={stage.crossHalo} />
      <path d={cross} className={stage.cross} />
    </>
  );
}
