import type { MatchSnapshot } from '../../../reports/matches';
import { VISUAL } from '../../theme/tokens';
import { otherView, type CellAnswer, type ViewIndex } from './cellQuery';
import { cellOnStage, onStage, plusPath, SIDE } from './stage';
import { rowColumn } from '../../../augment/viewGeometry';
import { judge } from '../../../reports/verdict';
import classes from './stage.module.css';

interface FocusMarksProps {
  readonly snapshot: MatchSnapshot;
  readonly answer: CellAnswer;
  readonly pinned: boolean;
}

/** The cell asked about (box), its best match (ring) and its true place (cross), with the lines between them. */
export function FocusMarks({ snapshot, answer, pinned }: FocusMarksProps) {
  const { view, cell } = answer.asked;
  const other = otherView(view);
  const [from, to] = [snapshot.views[view], snapshot.views[other]];
  const cellSide = SIDE / Math.max(to.rows, to.columns);
  const start = cellOnStage(view, from, cell);
  const best = cellOnStage(other, to, answer.best.cell);
  const truth = answer.truth && onStage(other, answer.truth.place);
  const verdict = judge(from, cell, to, answer.best.cell);
  return (
    <g>
      <CellBox index={view} rows={from.rows} columns={from.columns} cell={cell} strong={pinned} />
      <g
        className={classes.lines}
        data-kept
        data-verdict={verdict}
        style={{ color: `var(--mark-${verdict === 'right' ? 'embedding' : 'chance'})` }}
      >
        <path d={`M${start.x} ${start.y}L${best.x} ${best.y}`} className={classes.halo} />
        <path
          d={`M${start.x} ${start.y}L${best.x} ${best.y}`}
          className={classes.line}
          strokeDasharray={verdict === 'right' ? VISUAL.embedding.dashArray : VISUAL.chance.dashArray}
        />
      </g>
      <circle cx={best.x} cy={best.y} r={0.36 * cellSide} className={classes.ringHalo} />
      <circle cx={best.x} cy={best.y} r={0.36 * cellSide} className={classes.ring} />
      {truth !== undefined && (
        <>
          <path d={plusPath(truth, Math.max(12, 0.26 * cellSide))} className={classes.crossHalo} />
          <path d={plusPath(truth, Math.max(12, 0.26 * cellSide))} className={classes.cross} />
        </>
      )}
    </g>
  );
}

interface CellBoxProps {
  readonly index: ViewIndex;
  readonly rows: number;
  readonly columns: number;
  readonly cell: number;
  readonly strong: boolean;
}

/** A box around one cell: dashed while pointed at, solid once pinned. */
export function CellBox({ index, rows, columns, cell, strong }: CellBoxProps) {
  const { row, column } = rowColumn({ columns }, cell);
  const { x, y } = onStage(index, { x: column / columns, y: row / rows });
  const box = { x, y, width: SIDE / columns, height: SIDE / rows };
  return (
    <>
      <rect {...box} className={classes.boxHalo} />
      <rect {...box} className={classes.box} strokeDasharray={strong ? undefined : '4 3'} />
    </>
  );
}

/** The borders between the cells of a view. */
export function CellGrid({ index, rows, columns }: Omit<CellBoxProps, 'cell' | 'strong'>) {
  const { x } = onStage(index, { x: 0, y: 0 });
  let path = '';
  for (let row = 1; row < rows; row++) path += `M${x} ${(row * SIDE) / rows}h${SIDE}`;
  for (let column = 1; column < columns; column++) path += `M${x + (column * SIDE) / columns} 0v${SIDE}`;
  return <path d={path} className={classes.grid} />;
}

/** Outlines the part of a view that the other view shows too. */
export function SharedAreaOutline({
  index,
  area,
}: {
  readonly index: ViewIndex;
  readonly area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}) {
  const { x, y } = onStage(index, area);
  return (
    <rect
      x={x}
      y={y}
      width={area.width * SIDE}
      height={area.height * SIDE}
      className={classes.shared}
      strokeDasharray={VISUAL.truth.dashArray}
    />
  );
}
